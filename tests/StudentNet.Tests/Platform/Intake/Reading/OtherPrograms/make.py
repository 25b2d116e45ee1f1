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
