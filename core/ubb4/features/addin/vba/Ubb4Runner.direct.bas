Attribute VB_Name = "Ubb4Runner"
Option Explicit

' Starts Python itself, waits for it, shows no console.
Public Function Ubb4Run(ByVal id As String) As Long
    Ubb4Run = CreateObject("WScript.Shell").Run(Ubb4Line(id, CStr(Application.Hwnd)), 0, True)
End Function

' What the tab shows since its installation, written by Python to the user's own registry.
Public Function Ubb4Kept() As String
    Ubb4Kept = GetSetting("ubb4", "tab", "state", "")
End Function
