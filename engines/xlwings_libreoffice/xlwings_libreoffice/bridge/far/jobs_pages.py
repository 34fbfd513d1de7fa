"""Jobs that copy a sheet out of its workbook, and make pages and pictures of it."""

import os
import tempfile

import jobs
import uno
import unohelper
from com.sun.star.datatransfer import DataFlavor, UnsupportedFlavorException, XTransferable
from jobs_objects import FORMULAS, insert_picture, value


def import_sheet(context, target, document, name, index):
    """Copy a sheet into another workbook.

    At the end, then to its place: imported before the sheet in front, LibreOffice 7.4 draws a page that has gone, and ends.
    """
    last = target.Sheets.getCount()
    target.Sheets.importSheet(document, name, last)
    if index != last:
        target.Sheets.moveByName(target.Sheets.getByIndex(last).Name, index)


def sheet_alone(context, desktop, document, sheet):
    """A hidden workbook with a copy of one sheet, its formulas as values.

    By way of a file: the window of its workbook is left alone.
    """
    with tempfile.TemporaryDirectory() as folder:
        url = uno.systemPathToFileUrl(os.path.join(folder, "copy.ods"))
        document.storeToURL(url, (value("FilterName", "calc8"),))
        made = desktop.loadComponentFromURL(url, "_blank", 0, (value("Hidden", True),))
    kept = made.Sheets.getByName(sheet.Name)
    for at in kept.queryContentCells(FORMULAS).getRangeAddresses():
        area = kept.getCellRangeByPosition(at.StartColumn, at.StartRow, at.EndColumn, at.EndRow)
        area.setDataArray(area.getDataArray())
    for name in made.Sheets.ElementNames:
        if name != sheet.Name:
            made.Sheets.removeByName(name)
    return made


def page_of_range(context, desktop, document, area, percent):
    """A hidden workbook that prints one range, enlarged, on a page of just its size."""
    made = sheet_alone(context, desktop, document, area.Spreadsheet)
    sheet = made.Sheets.getByIndex(0)
    at = area.getRangeAddress()
    at.Sheet = 0
    sheet.setPrintAreas((at,))
    sheet.setPrintTitleRows(False)
    sheet.setPrintTitleColumns(False)
    bare_page(made, sheet, area.Size.Width, area.Size.Height, percent)
    return made


def page_of_picture(context, desktop, url, width, height):
    """A hidden workbook that prints one picture on a page of just its size."""
    made = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, (value("Hidden", True),))
    sheet = made.Sheets.getByIndex(0)
    insert_picture(context, made, sheet, url, 0, 0, width, height, "picture")
    bare_page(made, sheet, width, height, 100)
    return made


def bare_page(document, sheet, width, height, percent):
    """A page without margins, header and footer."""
    style = document.StyleFamilies.getByName("PageStyles").getByName(sheet.PageStyle)
    style.HeaderIsOn = style.FooterIsOn = style.IsLandscape = False
    for side in ("LeftMargin", "RightMargin", "TopMargin", "BottomMargin"):
        setattr(style, side, 0)
    style.PageScale = percent
    style.Width, style.Height = (round(side * percent / 100) + 30 for side in (width, height))


class PngOnClipboard(unohelper.Base, XTransferable):
    """A picture as the clipboard wants it."""

    def __init__(self, png):
        self.png = png

    def flavors(self):
        flavor = DataFlavor()
        flavor.MimeType, flavor.HumanPresentableName = "image/png", "PNG"
        flavor.DataType = uno.getTypeByName("[]byte")
        return flavor

    def getTransferData(self, flavor):
        if not self.isDataFlavorSupported(flavor):
            raise UnsupportedFlavorException()
        return uno.ByteSequence(self.png)

    def getTransferDataFlavors(self):
        return (self.flavors(),)

    def isDataFlavorSupported(self, flavor):
        return flavor.MimeType == "image/png"


def picture_to_clipboard(context, png):
    clipboard = jobs.create(context, "com.sun.star.datatransfer.clipboard.SystemClipboard")
    clipboard.setContents(PngOnClipboard(png), None)


def pdf_to_png(context, url, target):
    """The first page of a PDF as a picture with 96 dots an inch."""
    provider = jobs.create(context, "com.sun.star.graphic.GraphicProvider")
    graphic = provider.queryGraphic((value("URL", url),))
    if graphic is None:
        return False
    data = (value("PixelWidth", graphic.SizePixel.Width), value("PixelHeight", graphic.SizePixel.Height),
            value("Translucent", 0))  # white, not transparent
    provider.storeGraphic(graphic, (value("URL", target), value("MimeType", "image/png"),
                                    value("FilterData", uno.Any("[]com.sun.star.beans.PropertyValue", data))))
    return True
