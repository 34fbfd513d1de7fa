Attribute VB_Name = "Ubb4Runner"
Option Explicit

' Starts Python through xlwings' RunPython; the window's number comes with it.
Public Function Ubb4Run(ByVal id As String) As Long
    RunPython "from ubb4.buttons import entry; entry.called('" & id & "')"
    Ubb4Run = 0
End Function

' What the tab shows since its installation, written by Python to the user's own registry.
Public Function Ubb4Kept() As String
    Ubb4Kept = GetSetting("ubb4", "tab", "state", "")
End Function
