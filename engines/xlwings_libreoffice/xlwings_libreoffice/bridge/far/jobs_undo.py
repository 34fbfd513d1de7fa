"""Jobs on undo: what several calls change is one step for whoever presses Ctrl+Z."""


class Step:
    """What is done inside is one step of undo, and the window is drawn once."""

    def __init__(self, document, title):
        self.document, self.title = document, title

    def __enter__(self):
        self.document.UndoManager.enterUndoContext(self.title)
        self.document.lockControllers()

    def __exit__(self, *_):
        self.document.unlockControllers()
        self.document.UndoManager.leaveUndoContext()


def begin_step(context, document, title):
    """Open a step of undo that several journeys share -> the steps before it."""
    before = document.UndoManager.getAllUndoActionTitles()
    document.UndoManager.enterUndoContext(title)
    return before


def end_step(context, document, title, before):
    """Close it; with the steps before it, take it back. An empty one leaves no trace."""
    manager = document.UndoManager
    manager.leaveUndoContext()
    now = manager.getAllUndoActionTitles()
    if before is not None and now != before and now[:1] == (title,):
        manager.undo()


def undo_step(context, document, title):
    """Take the last step back if it bears this title -> whether it did."""
    manager = document.UndoManager
    if not manager.isUndoPossible() or manager.getCurrentUndoActionTitle() != title:
        return False
    manager.undo()
    return True
