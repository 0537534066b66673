"""Makes calendars.json: calendars, and the days each keeps free as python's recurring-ical-events has them.

    pip install icalendar==7.3.2 recurring-ical-events==3.8.2 && python calendars.py

The program's tests read the result, so they need no python. Further calendars named on the command line are added.
"""
import datetime as dt
import json
import sys
import zoneinfo

import icalendar
import recurring_ical_events

FIRST, LAST = dt.date(2026, 11, 26), dt.date(2029, 6, 30)
LONDON = zoneinfo.ZoneInfo("Europe/London")


def event(*lines, uid="a", what="Away"):
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20261101T090000Z", f"SUMMARY:{what}", *lines, "END:VEVENT"])


def day(d, *rest, **kw):
    return event(f"DTSTART;VALUE=DATE:{d}", *rest, **kw)


def at(t, *rest, zone="Europe/London", hours=1, **kw):
    start = dt.datetime.strptime(t, "%Y%m%dT%H%M%S")
    end = (start + dt.timedelta(hours=hours)).strftime("%Y%m%dT%H%M%S")
    tz = f";TZID={zone}" if zone else ""
    return event(f"DTSTART{tz}:{t}", f"DTEND{tz}:{end}", *rest, **kw)


MADE = {
    "one day": [day("20270104")],
    "days with an end": [day("20261221", "DTEND;VALUE=DATE:20270102")],
    "days with a length": [day("20270104", "DURATION:P5D")],
    "weeks long": [day("20270104", "DURATION:P2W")],
    "an hour": [at("20270104T100000")],
    "over midnight": [at("20270104T220000", hours=4)],
    "to midnight": [at("20270104T200000", hours=4)],
    "universal time in summer": [event("DTSTART:20270704T230000Z", "DTEND:20270704T233000Z")],
    "universal time in winter": [event("DTSTART:20270104T230000Z", "DTEND:20270104T233000Z")],
    "floating": [at("20270104T100000", zone="")],
    "Windows name": [at("20270104T100000", "RRULE:FREQ=WEEKLY;COUNT=4", zone="GMT Standard Time")],
    "Windows name abroad": [at("20270104T120000", "RRULE:FREQ=WEEKLY;COUNT=4", zone="Romance Standard Time")],
    "abroad": [at("20270104T120000", "RRULE:FREQ=MONTHLY;COUNT=4", zone="America/New_York")],
    "daily": [day("20270104", "RRULE:FREQ=DAILY;COUNT=5")],
    "daily without end": [day("20270104", "RRULE:FREQ=DAILY")],
    "every third day": [day("20270104", "RRULE:FREQ=DAILY;INTERVAL=3;COUNT=9")],
    "working days": [day("20270104", "RRULE:FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=12")],
    "daily in one month": [day("20270104", "RRULE:FREQ=DAILY;BYMONTH=3;UNTIL=20270310")],
    "weekly without end": [day("20261127", "RRULE:FREQ=WEEKLY;BYDAY=FR")],
    "weekly since years": [day("20190104", "RRULE:FREQ=WEEKLY;BYDAY=FR")],
    "weekly since years by count": [day("20200103", "RRULE:FREQ=WEEKLY;COUNT=400")],
    "two days a week": [day("20261201", "RRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=7")],
    "every other week": [day("20261202", "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=6")],
    "week begins Sunday": [day("20261206", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU;WKST=SU;COUNT=8")],
    "week begins Monday": [day("20261206", "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU;WKST=MO;COUNT=8")],
    "weekly in term": [day("20270105", "RRULE:FREQ=WEEKLY;BYMONTH=1,2,3;UNTIL=20280401")],
    "monthly by date": [day("20261215", "RRULE:FREQ=MONTHLY;COUNT=6")],
    "monthly on the 31st": [day("20261231", "RRULE:FREQ=MONTHLY;COUNT=6")],
    "monthly on two dates": [day("20261201", "RRULE:FREQ=MONTHLY;BYMONTHDAY=1,15;COUNT=6")],
    "last of the month": [day("20261130", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=6")],
    "first Monday": [day("20261207", "RRULE:FREQ=MONTHLY;BYDAY=1MO;COUNT=6")],
    "last Friday": [day("20261127", "RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=6")],
    "fifth Thursday": [day("20261231", "RRULE:FREQ=MONTHLY;BYDAY=5TH;COUNT=4")],
    "last working day": [day("20261130", "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=6")],
    "first of two weekdays": [day("20261201", "RRULE:FREQ=MONTHLY;BYDAY=TU,TH;BYSETPOS=1;COUNT=6")],
    "every quarter": [day("20261210", "RRULE:FREQ=MONTHLY;INTERVAL=3;COUNT=6")],
    "yearly": [day("20261224", "RRULE:FREQ=YEARLY;COUNT=3")],
    "29 February": [day("20240229", "RRULE:FREQ=YEARLY")],
    "yearly in two months": [day("20270405", "RRULE:FREQ=YEARLY;BYMONTH=4,10;COUNT=4")],
    "first Monday of September": [day("20260907", "RRULE:FREQ=YEARLY;BYMONTH=9;BYDAY=1MO;COUNT=3")],
    "third Friday of three months": [day("20270115", "RRULE:FREQ=MONTHLY;BYMONTH=1,5,9;BYDAY=3FR;COUNT=5")],
    "friday the thirteenth": [day("20261113", "RRULE:FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=4")],
    "until a day": [day("20270104", "RRULE:FREQ=WEEKLY;UNTIL=20270125")],
    "until the hour": [at("20270104T100000", "RRULE:FREQ=WEEKLY;UNTIL=20270125T100000Z")],
    "until before the hour": [at("20270104T100000", "RRULE:FREQ=WEEKLY;UNTIL=20270125T095959Z")],
    "until in summer": [at("20270607T100000", "RRULE:FREQ=WEEKLY;UNTIL=20270628T085959Z")],
    "until at the hour in summer": [at("20270607T100000", "RRULE:FREQ=WEEKLY;UNTIL=20270628T090000Z")],
    "several days each month": [day("20270104", "DURATION:P3D", "RRULE:FREQ=MONTHLY;COUNT=4")],
    "a long event begun before": [day("20261123", "DURATION:P5D", "RRULE:FREQ=MONTHLY;COUNT=3")],
    "days added": [day("20270104", "RDATE;VALUE=DATE:20270108,20270210")],
    "days added to a series": [day("20270104", "RRULE:FREQ=WEEKLY;COUNT=3", "RDATE;VALUE=DATE:20270310")],
    "a period added": [at("20270104T100000", "RDATE;VALUE=PERIOD:20270106T100000Z/PT2H")],
    "days left out": [day("20270104", "RRULE:FREQ=WEEKLY;COUNT=5", "EXDATE;VALUE=DATE:20270111,20270125")],
    "hours left out": [at("20270607T100000", "RRULE:FREQ=WEEKLY;COUNT=5", "EXDATE:20270614T090000Z")],
    "left out of an endless series": [day("20261127", "RRULE:FREQ=WEEKLY", "EXDATE;VALUE=DATE:20261225,20270101")],
    "left out of every day": [day("20270104", "RRULE:FREQ=DAILY;COUNT=9", "EXDATE;VALUE=DATE:20270107")],
    "two rules": [day("20270104", "RRULE:FREQ=WEEKLY;COUNT=3", "RRULE:FREQ=MONTHLY;BYDAY=1FR;COUNT=3")],
    "one day changed": [
        at("20270104T100000", "RRULE:FREQ=WEEKLY;COUNT=4"),
        at("20270112T140000", "RECURRENCE-ID;TZID=Europe/London:20270111T100000"),
    ],
    "one day moved far": [
        day("20270104", "RRULE:FREQ=WEEKLY;COUNT=4"),
        day("20270503", "RECURRENCE-ID;VALUE=DATE:20270111"),
    ],
    "one day changed in universal time": [
        at("20270607T100000", "RRULE:FREQ=WEEKLY;COUNT=4"),
        at("20270615T140000", "RECURRENCE-ID:20270614T090000Z"),
    ],
    "two days changed": [
        day("20270104", "RRULE:FREQ=WEEKLY;COUNT=5"),
        day("20270112", "RECURRENCE-ID;VALUE=DATE:20270111"),
        day("20270120", "RECURRENCE-ID;VALUE=DATE:20270118"),
    ],
    "one day made longer": [
        day("20270104", "RRULE:FREQ=WEEKLY;COUNT=4"),
        day("20270111", "DURATION:P3D", "RECURRENCE-ID;VALUE=DATE:20270111"),
    ],
    "one day called off": [
        day("20270104", "RRULE:FREQ=WEEKLY;COUNT=4"),
        day("20270111", "RECURRENCE-ID;VALUE=DATE:20270111", "STATUS:CANCELLED"),
    ],
    "one day free": [
        day("20270104", "RRULE:FREQ=WEEKLY;COUNT=4"),
        day("20270111", "RECURRENCE-ID;VALUE=DATE:20270111", "TRANSP:TRANSPARENT"),
    ],
    "this and future": [
        day("20270104", "RRULE:FREQ=WEEKLY;COUNT=5"),
        day("20270119", "RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20270118"),
    ],
    "this and future without end": [
        day("20270104", "RRULE:FREQ=WEEKLY"),
        day("20270119", "RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20270118"),
    ],
    "this and future at an hour": [
        at("20270104T100000", "RRULE:FREQ=WEEKLY;COUNT=6"),
        at("20270120T150000", "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/London:20270118T100000", hours=2),
    ],
    "this and future longer": [
        day("20270104", "RRULE:FREQ=WEEKLY;COUNT=5"),
        day("20270118", "DURATION:P2D", "RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20270118"),
    ],
    "this and future twice": [
        day("20270104", "RRULE:FREQ=WEEKLY;COUNT=8"),
        day("20270119", "RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20270118"),
        day("20270203", "RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20270201"),
    ],
    "this and future and one more changed": [
        day("20270104", "RRULE:FREQ=WEEKLY;COUNT=6"),
        day("20270119", "RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20270118"),
        day("20270128", "RECURRENCE-ID;VALUE=DATE:20270125"),
    ],
    "called off": [day("20270104", "STATUS:CANCELLED")],
    "series called off": [day("20270104", "RRULE:FREQ=WEEKLY;COUNT=4", "STATUS:CANCELLED")],
    "shown as free": [day("20270104", "TRANSP:TRANSPARENT")],
    "free by Outlook": [day("20270104", "X-MICROSOFT-CDO-BUSYSTATUS:FREE")],
    "working elsewhere": [day("20270104", "X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE")],
    "out of office": [day("20270104", "X-MICROSOFT-CDO-BUSYSTATUS:OOF")],
    "newer sequence": [day("20270104", "SEQUENCE:1"), day("20270105", "SEQUENCE:2")],
    "newer sequence first": [day("20270105", "SEQUENCE:2"), day("20270104", "SEQUENCE:1")],
    "newer sequence of one day": [
        day("20270104", "RRULE:FREQ=WEEKLY;COUNT=3"),
        day("20270112", "RECURRENCE-ID;VALUE=DATE:20270111", "SEQUENCE:1"),
        day("20270113", "RECURRENCE-ID;VALUE=DATE:20270111", "SEQUENCE:2"),
    ],
    "two events": [day("20270104", uid="b"), day("20270106", uid="c")],
    "summer time begins": [at("20270326T003000", "RRULE:FREQ=DAILY;COUNT=5")],
    "endless in hours": [at("20261201T090000", "RRULE:FREQ=WEEKLY;BYDAY=TU")],
    "a task beside": [day("20270104"), "BEGIN:VTODO\nUID:t\nDTSTAMP:20261101T090000Z\nDUE:20270105T090000Z\nEND:VTODO"],
    "an alarm within": [day("20270104", "BEGIN:VALARM\nACTION:DISPLAY\nDESCRIPTION:x\nTRIGGER:-PT5M\nEND:VALARM")],
    "folded": [day("2027010\n 4", "RRULE:FREQ=WEEKLY;\n COUNT=2")],
}


def local(moment):
    if not isinstance(moment, dt.datetime):
        return dt.datetime.combine(moment, dt.time())
    return moment.astimezone(LONDON).replace(tzinfo=None) if moment.tzinfo else moment


def kept(text):
    """The days a calendar keeps free: of each event that is neither called off nor shown as free, all it touches."""
    calendar = icalendar.Calendar.from_ical(text)
    if str(calendar.get("METHOD", "")).upper() == "CANCEL":
        return []
    newest = {}
    for one in calendar.walk("VEVENT"):
        key = (str(one.get("UID")), str(one["RECURRENCE-ID"].dt) if "RECURRENCE-ID" in one else "")
        newest[key] = max(newest.get(key, 0), int(one.get("SEQUENCE", 0)))
    old = [one for one in calendar.subcomponents if one.name == "VEVENT"
           and int(one.get("SEQUENCE", 0))
           < newest[(str(one.get("UID")), str(one["RECURRENCE-ID"].dt) if "RECURRENCE-ID" in one else "")]]
    calendar.subcomponents = [one for one in calendar.subcomponents if not any(one is o for o in old)]
    days = set()
    margin = dt.timedelta(days=60)
    for one in recurring_ical_events.of(calendar).between(FIRST - margin, LAST + margin):
        shown = str(one.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper()
        free = str(one.get("TRANSP", "")).upper() == "TRANSPARENT" or shown in ("FREE", "WORKINGELSEWHERE")
        if free or str(one.get("STATUS", "")).upper() == "CANCELLED":
            continue
        start, end = local(one.start), local(one.end)
        last = end - dt.timedelta(microseconds=1) if end > start else end
        on = start.date()
        while on <= last.date():
            if FIRST <= on <= LAST:
                days.add(on)
            on += dt.timedelta(days=1)
    return sorted(days)


def spans(days):
    runs = []
    for on in days:
        if runs and runs[-1][1] + dt.timedelta(days=1) == on:
            runs[-1][1] = on
        else:
            runs.append([on, on])
    return [f"{a} {b}" for a, b in runs]


def main():
    all_of_them = {
        name: "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//made", *events, "END:VCALENDAR", ""])
        for name, events in MADE.items()
    }
    for path in sys.argv[1:]:
        all_of_them[path] = open(path, encoding="utf-8", errors="replace").read()
    told = []
    for name, text in all_of_them.items():
        try:
            told.append({"name": name, "calendar": text, "kept": spans(kept(text))})
        except Exception as why:
            print(f"{name}: python cannot read it: {why}", file=sys.stderr)
    with open("calendars.json", "w", encoding="utf-8") as out:
        json.dump(told, out, indent=1, ensure_ascii=False)
        out.write("\n")
    print(len(told), "calendars")


if __name__ == "__main__":
    main()
