// Workbooks as another program writes them: npm install xlsx@0.18.5 && node make.js
const XLSX = require('xlsx');

const rows = [
  ['證號', '姓名', '生日', '性別', '備註'],
  ['A123456789', '王測甲', '108/10/05', '男', ''],
  ['A123456789', '王測乙', new Date(Date.UTC(2019, 9, 5)), '男', '日期儲存格'],
  ['A123456789', '王𠀋丙', '2019-10-05', '男', '罕用字'],
  ['A123456789', '王測丁', '1081005', '男', 12],
];
for (const [bookType, extension] of [['biff8', 'xls'], ['xlsx', 'xlsx'], ['ods', 'ods']]) {
  const book = XLSX.utils.book_new();
  const sheet = XLSX.utils.aoa_to_sheet(rows, { cellDates: true, dateNF: 'yyyy/mm/dd', UTC: true });
  XLSX.utils.book_append_sheet(book, sheet, '名冊');
  XLSX.writeFile(book, `sheetjs.${extension}`, { bookType, cellDates: true });
}
