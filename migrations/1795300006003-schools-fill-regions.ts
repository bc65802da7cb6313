import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The 89 subjects of the federation with their capitals, and some large towns (SC-1). The number is the one the state
 * address register and tax numbers use; ISO 3166-2 gives six subjects no Russian code. Towns are added by later imports.
 */
export class SchoolsFillRegions1795300006003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const line of SUBJECTS.trim().split('\n')) {
      const [code, iso, name, district, zone, capital, towns] = line.split('|').map((part) => part.trim()) as string[];
      await runner.query('INSERT INTO schools.regions (code, iso_code, name, federal_district, zone) VALUES ($1, $2, $3, $4, $5)',
        [code, iso === '' ? null : `RU-${iso}`, name, DISTRICTS[district!] ?? null, zone]);
      const settlements = [capital!, ...(towns === undefined || towns === '' ? [] : towns.split(', '))];
      for (const [i, settlement] of settlements.entries()) {
        await runner.query('INSERT INTO schools.settlements (region_code, name, search_key, kind, is_capital, zone) VALUES ($1, $2, $3, $4, $5, $6)',
          [code, settlement, folded(settlement), 'city', i === 0, zone]);
      }
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM schools.settlements');
    await runner.query('DELETE FROM schools.regions');
  }
}

/** The form names are searched in, as it was when this was written. */
function folded(name: string): string {
  return name.toLowerCase().replaceAll('ё', 'е').replace(/[\s-]+/g, ' ');
}

const DISTRICTS: Record<string, string> = {
  C: 'Центральный', NW: 'Северо-Западный', S: 'Южный', NC: 'Северо-Кавказский', V: 'Приволжский', U: 'Уральский', SB: 'Сибирский', FE: 'Дальневосточный',
};

const SUBJECTS = `
01|AD|Республика Адыгея|S|Europe/Moscow|Майкоп
02|BA|Республика Башкортостан|V|Asia/Yekaterinburg|Уфа|Стерлитамак, Салават, Нефтекамск
03|BU|Республика Бурятия|FE|Asia/Irkutsk|Улан-Удэ
04|AL|Республика Алтай|SB|Asia/Barnaul|Горно-Алтайск
05|DA|Республика Дагестан|NC|Europe/Moscow|Махачкала|Дербент, Хасавюрт
06|IN|Республика Ингушетия|NC|Europe/Moscow|Магас|Назрань
07|KB|Кабардино-Балкарская Республика|NC|Europe/Moscow|Нальчик
08|KL|Республика Калмыкия|S|Europe/Moscow|Элиста
09|KC|Карачаево-Черкесская Республика|NC|Europe/Moscow|Черкесск
10|KR|Республика Карелия|NW|Europe/Moscow|Петрозаводск
11|KO|Республика Коми|NW|Europe/Moscow|Сыктывкар|Воркута, Ухта
12|ME|Республика Марий Эл|V|Europe/Moscow|Йошкар-Ола
13|MO|Республика Мордовия|V|Europe/Moscow|Саранск
14|SA|Республика Саха (Якутия)|FE|Asia/Yakutsk|Якутск|Мирный, Нерюнгри
15|SE|Республика Северная Осетия — Алания|NC|Europe/Moscow|Владикавказ
16|TA|Республика Татарстан|V|Europe/Moscow|Казань|Набережные Челны, Нижнекамск, Альметьевск
17|TY|Республика Тыва|SB|Asia/Krasnoyarsk|Кызыл
18|UD|Удмуртская Республика|V|Europe/Samara|Ижевск|Сарапул, Воткинск
19|KK|Республика Хакасия|SB|Asia/Krasnoyarsk|Абакан
20|CE|Чеченская Республика|NC|Europe/Moscow|Грозный
21|CU|Чувашская Республика|V|Europe/Moscow|Чебоксары|Новочебоксарск
22|ALT|Алтайский край|SB|Asia/Barnaul|Барнаул|Бийск, Рубцовск
23|KDA|Краснодарский край|S|Europe/Moscow|Краснодар|Сочи, Новороссийск, Армавир
24|KYA|Красноярский край|SB|Asia/Krasnoyarsk|Красноярск|Норильск, Ачинск
25|PRI|Приморский край|FE|Asia/Vladivostok|Владивосток|Уссурийск, Находка
26|STA|Ставропольский край|NC|Europe/Moscow|Ставрополь|Пятигорск, Кисловодск, Невинномысск
27|KHA|Хабаровский край|FE|Asia/Vladivostok|Хабаровск|Комсомольск-на-Амуре
28|AMU|Амурская область|FE|Asia/Yakutsk|Благовещенск
29|ARK|Архангельская область|NW|Europe/Moscow|Архангельск|Северодвинск, Котлас
30|AST|Астраханская область|S|Europe/Astrakhan|Астрахань
31|BEL|Белгородская область|C|Europe/Moscow|Белгород|Старый Оскол
32|BRY|Брянская область|C|Europe/Moscow|Брянск
33|VLA|Владимирская область|C|Europe/Moscow|Владимир|Ковров, Муром
34|VGG|Волгоградская область|S|Europe/Volgograd|Волгоград|Волжский, Камышин
35|VLG|Вологодская область|NW|Europe/Moscow|Вологда|Череповец
36|VOR|Воронежская область|C|Europe/Moscow|Воронеж
37|IVA|Ивановская область|C|Europe/Moscow|Иваново
38|IRK|Иркутская область|SB|Asia/Irkutsk|Иркутск|Братск, Ангарск
39|KGD|Калининградская область|NW|Europe/Kaliningrad|Калининград|Советск, Черняховск, Балтийск, Гусев, Светлогорск
40|KLU|Калужская область|C|Europe/Moscow|Калуга|Обнинск
41|KAM|Камчатский край|FE|Asia/Kamchatka|Петропавловск-Камчатский|Елизово, Вилючинск
42|KEM|Кемеровская область — Кузбасс|SB|Asia/Novokuznetsk|Кемерово|Новокузнецк, Прокопьевск
43|KIR|Кировская область|V|Europe/Kirov|Киров
44|KOS|Костромская область|C|Europe/Moscow|Кострома
45|KGN|Курганская область|U|Asia/Yekaterinburg|Курган
46|KRS|Курская область|C|Europe/Moscow|Курск
47|LEN|Ленинградская область|NW|Europe/Moscow|Гатчина|Выборг, Всеволожск, Мурино
48|LIP|Липецкая область|C|Europe/Moscow|Липецк
49|MAG|Магаданская область|FE|Asia/Magadan|Магадан
50|MOS|Московская область|C|Europe/Moscow|Красногорск|Балашиха, Подольск, Химки, Мытищи, Королёв, Люберцы
51|MUR|Мурманская область|NW|Europe/Moscow|Мурманск|Апатиты
52|NIZ|Нижегородская область|V|Europe/Moscow|Нижний Новгород|Дзержинск, Арзамас
53|NGR|Новгородская область|NW|Europe/Moscow|Великий Новгород
54|NVS|Новосибирская область|SB|Asia/Novosibirsk|Новосибирск|Бердск
55|OMS|Омская область|SB|Asia/Omsk|Омск
56|ORE|Оренбургская область|V|Asia/Yekaterinburg|Оренбург|Орск
57|ORL|Орловская область|C|Europe/Moscow|Орёл
58|PNZ|Пензенская область|V|Europe/Moscow|Пенза
59|PER|Пермский край|V|Asia/Yekaterinburg|Пермь|Березники
60|PSK|Псковская область|NW|Europe/Moscow|Псков|Великие Луки
61|ROS|Ростовская область|S|Europe/Moscow|Ростов-на-Дону|Таганрог, Шахты, Новочеркасск
62|RYA|Рязанская область|C|Europe/Moscow|Рязань
63|SAM|Самарская область|V|Europe/Samara|Самара|Тольятти, Сызрань
64|SAR|Саратовская область|V|Europe/Saratov|Саратов|Энгельс, Балаково
65|SAK|Сахалинская область|FE|Asia/Sakhalin|Южно-Сахалинск
66|SVE|Свердловская область|U|Asia/Yekaterinburg|Екатеринбург|Нижний Тагил, Каменск-Уральский
67|SMO|Смоленская область|C|Europe/Moscow|Смоленск
68|TAM|Тамбовская область|C|Europe/Moscow|Тамбов
69|TVE|Тверская область|C|Europe/Moscow|Тверь
70|TOM|Томская область|SB|Asia/Tomsk|Томск|Северск
71|TUL|Тульская область|C|Europe/Moscow|Тула|Новомосковск
72|TYU|Тюменская область|U|Asia/Yekaterinburg|Тюмень|Тобольск
73|ULY|Ульяновская область|V|Europe/Ulyanovsk|Ульяновск|Димитровград
74|CHE|Челябинская область|U|Asia/Yekaterinburg|Челябинск|Магнитогорск, Златоуст, Миасс
75|ZAB|Забайкальский край|FE|Asia/Chita|Чита
76|YAR|Ярославская область|C|Europe/Moscow|Ярославль|Рыбинск
77|MOW|Москва|C|Europe/Moscow|Москва|Зеленоград
78|SPE|Санкт-Петербург|NW|Europe/Moscow|Санкт-Петербург|Колпино, Пушкин
79|YEV|Еврейская автономная область|FE|Asia/Vladivostok|Биробиджан
83|NEN|Ненецкий автономный округ|NW|Europe/Moscow|Нарьян-Мар
86|KHM|Ханты-Мансийский автономный округ — Югра|U|Asia/Yekaterinburg|Ханты-Мансийск|Сургут, Нижневартовск, Нефтеюганск
87|CHU|Чукотский автономный округ|FE|Asia/Anadyr|Анадырь
89|YAN|Ямало-Ненецкий автономный округ|U|Asia/Yekaterinburg|Салехард|Новый Уренгой, Ноябрьск
90||Запорожская область||Europe/Moscow|Мелитополь
91||Республика Крым|S|Europe/Simferopol|Симферополь|Керчь, Ялта, Евпатория
92||Севастополь|S|Europe/Simferopol|Севастополь
93||Донецкая Народная Республика||Europe/Moscow|Донецк|Мариуполь
94||Луганская Народная Республика||Europe/Moscow|Луганск
95||Херсонская область||Europe/Moscow|Геническ
`;
