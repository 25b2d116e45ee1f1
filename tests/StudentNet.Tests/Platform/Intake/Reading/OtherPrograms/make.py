# Workbooks as other programs write them: apt-get install python3-xlwt python3-openpyxl python3-odf && python3 make.py
import datetime

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

ROWS = [
    ["證號", "姓名", "生日", "性別", "備註"],
    ["A123456789", "王測甲", "108/10/05", "男", ""],
    ["A123456789", "王測乙", datetime.date(2019, 10, 5), "男", "日期儲存格"],
    ["A123456789", "王𠀋丙", "2019-10-05", "男", "罕用字"],
    ["A123456789", "王測丁", "1081005", "男", 12],
]

book = xlwt.Workbook(encoding="utf-8")
sheet = book.add_sheet("名冊")
dated = xlwt.easyxf(num_format_str="yyyy/mm/dd")
for r, row in enumerate(ROWS):
    for c, value in enumerate(row):
        if isinstance(value, datetime.date):
            sheet.write(r, c, value, dated)
        elif value != "":
            sheet.write(r, c, value)
book.save("xlwt.xls")

book = openpyxl.Workbook()
book.active.title = "名冊"
for row in ROWS:
    book.active.append(row)
book.save("openpyxl.xlsx")

document = OpenDocumentSpreadsheet()
table = Table(name="名冊")
for row in ROWS:
    line = TableRow()
    table.addElement(line)
    for value in row:
        if isinstance(value, datetime.date):
            cell, shown = TableCell(valuetype="date", datevalue=value.isoformat()), value.strftime("%Y/%m/%d")
        elif isinstance(value, int):
            cell, shown = TableCell(valuetype="float", value=value), str(value)
        else:
            cell, shown = TableCell(valuetype="string"), value
        cell.addElement(P(text=shown))
        line.addElement(cell)
document.spreadsheet.addElement(table)
document.save("odfpy.ods")

# Error cells, and sheets of which one is hidden.
HEADINGS = ["證號", "姓名", "備註"]
SHEETS = [("101班", ["A123456789", "王測甲", ""]), ("代碼", ["A123456789", "王測丁", ""]), ("102班", ["A123456789", "王測乙", "乙"])]

book = xlwt.Workbook(encoding="utf-8")
sheet = book.add_sheet("名冊")
for c, heading in enumerate(HEADINGS):
    sheet.write(0, c, heading)
for r, name in enumerate(["王測甲", "王測乙"]):
    sheet.write(r + 1, 0, "A123456789")
    sheet.write(r + 1, 1, name)
sheet.row(2).set_cell_error(2, 0x2A)
book.save("errors.xls")

book = xlwt.Workbook(encoding="utf-8")
for name, row in SHEETS:
    sheet = book.add_sheet(name)
    sheet.visibility = 1 if name == "代碼" else 0
    for r, values in enumerate([HEADINGS, row]):
        for c, value in enumerate(values):
            sheet.write(r, c, value)
book.save("sheets.xls")

document = OpenDocumentSpreadsheet()
table = Table(name="名冊")
for r, values in enumerate([HEADINGS, ["A123456789", "王測甲", ""], ["A123456789", "王測乙", "#N/A"]]):
    line = TableRow()
    table.addElement(line)
    for value in values:
        cell = TableCell(formula="of:=NA()", valuetype="string", stringvalue="") if value.startswith("#") else TableCell(valuetype="string")
        cell.addElement(P(text=value))
        line.addElement(cell)
document.spreadsheet.addElement(table)
document.save("errors.ods")
