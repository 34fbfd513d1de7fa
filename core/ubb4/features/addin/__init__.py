"""The tab «ҮББ №4» itself: ribbon, Excel add-in, LibreOffice extension, their installation and doctor."""
