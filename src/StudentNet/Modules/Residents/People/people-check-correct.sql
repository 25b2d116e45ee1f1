-- Each record that the file will correct, with what it says now and what it will say.
select s.line, s.name as value,
  case when p.name <> s.name then '姓名 ' || p.name || ' → ' || s.name || '；' else '' end
    || case when p.birth_date <> s.birth_date then '生日 ' || cast(p.birth_date as text) || ' → ' || cast(s.birth_date as text) || '；' else '' end
    || case when p.sex <> s.sex then case when s.sex = 'Male' then '性別 女 → 男；' else '性別 男 → 女；' end else '' end
    || case when p.nationality <> s.nationality then '國籍 ' || p.nationality || ' → ' || s.nationality || '；' else '' end as detail
from {staging} as s
join person as p on p.person_id = s.person_id
where s.person_doubt = 'correct'
