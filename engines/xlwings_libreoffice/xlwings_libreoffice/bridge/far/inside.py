"""Jobs carried out inside LibreOffice: a call costs some microseconds there, and a millisecond over the bridge.

An extension that runs in LibreOffice gives `Inside` out under the name `NAME` on the pipe that it accepts; the far side then hands it the
jobs of whole workbooks. What travels is one pickle between our own two programs, and the UNO objects beside it.
"""

import io
import pickle

import uno
import unohelper
from com.sun.star.task import XJob

NAME = "xlwings.Inside"


class Inside(unohelper.Base, XJob):
    """Carries out a function of `jobs_whole`."""

    def __init__(self, context, module):
        self.context, self.module = context, module

    def execute(self, arguments):
        given = {one.Name: one.Value for one in arguments}
        try:
            name, rest = Unpickler(io.BytesIO(given["job"].value), given["objects"]).load()
            reply = ("ok", getattr(self.module, name)(self.context, *rest))
        except Exception as error:
            reply = ("error", type(error).__name__, str(getattr(error, "Message", error)))
        return uno.ByteSequence(pickle.dumps(reply, protocol=4))


def run(inside, name, arguments):
    """The far side's part: ask the other -> its reply."""
    out, objects = io.BytesIO(), []
    Pickler(out, objects).dump((name, arguments))
    named = []
    for key, value in (("job", uno.ByteSequence(out.getvalue())), ("objects", tuple(objects))):
        one = uno.createUnoStruct("com.sun.star.beans.NamedValue")
        one.Name, one.Value = key, value
        named.append(one)
    return pickle.loads(inside.execute(tuple(named)).value)


class Pickler(pickle.Pickler):
    """UNO objects stay outside of the pickle."""

    def __init__(self, file, objects):
        super().__init__(file, protocol=4)
        self.objects = objects

    def persistent_id(self, value):
        if type(value).__name__ != "pyuno":
            return None
        self.objects.append(value)
        return len(self.objects) - 1


class Unpickler(pickle.Unpickler):
    """The same backwards; nothing but values is ever made of it."""

    def __init__(self, file, objects):
        super().__init__(file)
        self.objects = objects

    def persistent_load(self, number):
        return self.objects[number]

    def find_class(self, module, name):
        raise pickle.UnpicklingError(name)
