Attribute VB_Name = "Ubb4Ribbon"
Option Explicit

' One module for all buttons. What the tab shows stands in the sheet ubb4_ribbon of this add-in: B1 the language, B2 the
' interpreter, from row 5 one control a row. The file never changes after its installation: the language chosen since
' and the controls of disabled plugins are kept in the registry (Ubb4Kept), as "ru;p1_plan,p1_check,".

Public Const Ubb4FirstRow As Long = 5
Public Const Ubb4Told As Long = 3

Private Ubb4Tab As IRibbonUI
Private Ubb4Busy As Boolean

Public Sub Ubb4OnLoad(ribbon As IRibbonUI)
    Set Ubb4Tab = ribbon
    ThisWorkbook.Ubb4Watch
    If Ubb4Asks() Then Ubb4Front
End Sub

' The questions of a new workbook, which its button answers: the tab comes to the front by itself, and on the workbook that is made of them.
Public Function Ubb4Asks() As Boolean
    Ubb4Asks = Ubb4Has("_ubb4_ask")
End Function

Public Sub Ubb4Front()
    On Error Resume Next
    If Not Ubb4Tab Is Nothing Then Ubb4Tab.ActivateTab "ubb4"
End Sub

Public Sub Ubb4Invalidate()
    If Not Ubb4Tab Is Nothing Then Ubb4Tab.Invalidate
End Sub

' F1 is the manual while a workbook of ours is in front, and Excel's own help before any other.
Public Sub Ubb4Keys(ByVal ours As Boolean)
    If ours Then
        Application.OnKey "{F1}", "'" & ThisWorkbook.Name & "'!Ubb4F1"
    Else
        Application.OnKey "{F1}"
    End If
End Sub

Public Sub Ubb4F1()
    Ubb4Press "help"
End Sub

Public Sub Ubb4OnAction(control As IRibbonControl)
    Ubb4Press control.ID
End Sub

Public Sub Ubb4GetLabel(control As IRibbonControl, ByRef returnedVal)
    returnedVal = Ubb4Text(control.ID, 4)
End Sub

Public Sub Ubb4GetTip(control As IRibbonControl, ByRef returnedVal)
    returnedVal = Ubb4Text(control.ID, 7)
End Sub

Public Sub Ubb4GetVisible(control As IRibbonControl, ByRef returnedVal)
    returnedVal = Ubb4Visible(control.ID)
End Sub

Public Sub Ubb4GetEnabled(control As IRibbonControl, ByRef returnedVal)
    returnedVal = Ubb4Enabled(control.ID)
End Sub

Public Function Ubb4Enabled(ByVal id As String) As Boolean
    If Ubb4Field(id, 3) = "1" Then
        Ubb4Enabled = True
    Else
        Ubb4Enabled = Ubb4IsOurs()
    End If
End Function

Public Function Ubb4Visible(ByVal id As String) As Boolean
    Dim kept As String
    kept = Ubb4Kept()
    If Mid(kept, 3, 1) = ";" Then
        Ubb4Visible = (Ubb4Row(id) > 0 And InStr(1, "," & Mid(kept, 4), "," & id & ",") = 0)
    Else
        Ubb4Visible = (Ubb4Field(id, 2) = "1")
    End If
End Function

Public Function Ubb4Language() As String
    Dim kept As String
    kept = Ubb4Kept()
    If kept = "" Or Left(kept, 3) = "--;" Then
        Ubb4Language = Ubb4BookLanguage()
    ElseIf Mid(kept, 3, 1) = ";" Then
        Ubb4Language = Left(kept, 2)
    Else
        Ubb4Language = CStr(ThisWorkbook.Worksheets("ubb4_ribbon").Cells(1, 2).Value)
    End If
End Function

' Nobody has chosen a language: the workbook in front says its own, on its hidden sheet.
Public Function Ubb4BookLanguage() As String
    Dim place As Long
    Ubb4BookLanguage = CStr(ThisWorkbook.Worksheets("ubb4_ribbon").Cells(1, 2).Value)
    If Not Ubb4IsOurs() Then Exit Function
    place = 1
    Do
        If CStr(ActiveWorkbook.Worksheets("_ubb4").Cells(place, 1).Value) = "language" Then
            Ubb4BookLanguage = CStr(ActiveWorkbook.Worksheets("_ubb4").Cells(place, 2).Value)
        End If
        place = place + 1
    Loop While place < 40
End Function

' A workbook of ours has the hidden sheet _ubb4.
Public Function Ubb4IsOurs() As Boolean
    Ubb4IsOurs = Ubb4Has("_ubb4")
End Function

Private Function Ubb4Has(ByVal name As String) As Boolean
    Dim sheet As Object
    Ubb4Has = False
    If ActiveWorkbook Is Nothing Then Exit Function
    For Each sheet In ActiveWorkbook.Worksheets
        If sheet.Name = name Then Ubb4Has = True
    Next
End Function

Public Function Ubb4Row(ByVal id As String) As Long
    Dim place As Long
    Dim found As String
    Ubb4Row = 0
    place = Ubb4FirstRow
    Do
        found = CStr(ThisWorkbook.Worksheets("ubb4_ribbon").Cells(place, 1).Value)
        If found = id And id <> "" Then Ubb4Row = place
        place = place + 1
    Loop While found <> "" And Ubb4Row = 0
End Function

Public Function Ubb4Field(ByVal id As String, ByVal column As Long) As String
    Dim place As Long
    place = Ubb4Row(id)
    Ubb4Field = ""
    If place > 0 Then Ubb4Field = CStr(ThisWorkbook.Worksheets("ubb4_ribbon").Cells(place, column).Value)
End Function

' Three columns beside each other: Kazakh, Russian, English.
Public Function Ubb4Text(ByVal id As String, ByVal column As Long) As String
    Dim language As String
    language = Ubb4Language()
    If language = "ru" Then
        Ubb4Text = Ubb4Field(id, column + 1)
    ElseIf language = "en" Then
        Ubb4Text = Ubb4Field(id, column + 2)
    Else
        Ubb4Text = Ubb4Field(id, column)
    End If
End Function

Public Sub Ubb4Press(ByVal id As String)
    Dim code As Long
    If Ubb4Busy Then Exit Sub
    ' only what the hidden sheet lists reaches the process that is started, and nothing of the workbook does
    If Ubb4Row(id) = 0 Then Exit Sub
    Ubb4Busy = True
    code = 0
    On Error GoTo Failed
    code = Ubb4Run(id)
    Ubb4Busy = False
    If Ubb4Field(id, 3) = "1" Then Ubb4Invalidate
    If id = "new_book" Then Ubb4Front
    If code <> 0 And code <> Ubb4Told Then
        Ubb4Awake
        Ubb4Say Ubb4Text("ubb4.failed", 4) & " (" & CStr(code) & ")"
    End If
    Exit Sub
Failed:
    Ubb4Busy = False
    Ubb4Awake
    Ubb4Say Ubb4Text("ubb4.failed", 4) & " (" & CStr(Err.Number) & ")"
End Sub

' A process that was ended in the middle has not set these back.
Private Sub Ubb4Awake()
    On Error Resume Next
    Application.EnableEvents = True
    Application.ScreenUpdating = True
End Sub

' MsgBox would lose Kazakh letters.
Private Sub Ubb4Say(ByVal said As String)
    Application.StatusBar = False
    CreateObject("WScript.Shell").Popup said, 0, Ubb4Text("ubb4", 4), 16
End Sub

Public Function Ubb4Line(ByVal id As String, ByVal window As String) As String
    Dim interpreter As String
    interpreter = CStr(ThisWorkbook.Worksheets("ubb4_ribbon").Cells(2, 2).Value)
    Ubb4Line = """" & interpreter & """ -I -X utf8 -m ubb4.press " & id & " --hwnd=" & window
End Function
