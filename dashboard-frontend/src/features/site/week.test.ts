import { expect, it } from "vitest";
import { asMonday, closesShown, closesStored, endsNextDay, isSameTime, timesOf, withAnother } from "./week";

const at = (day: number, opens: string, closes: string) => ({ day, opens, closes });

it("keeps the place of each time, by which the API tells what is wrong", () => {
  const week = [at(2, "09:00", "12:00"), at(1, "08:00", "10:00"), at(2, "13:00", "17:00")];

  expect(timesOf(week, 2).map((time) => time.at)).toEqual([0, 2]);
});

it("puts another stretch after the last one of its day, and a first one among its neighbors", () => {
  const week = [at(1, "09:00", "12:00"), at(3, "09:00", "17:00")];

  expect(withAnother(week, 1)).toEqual([at(1, "09:00", "12:00"), at(1, "13:00", "15:00"), at(3, "09:00", "17:00")]);
  expect(withAnother(week, 2)[1]).toEqual(at(2, "09:00", "17:00"));
  expect(withAnother([at(7, "20:00", "24:00")], 7).every((time) => !isSameTime(time))).toBe(true);
});

it("gives Tuesday to Friday the hours of Monday and leaves the weekend alone", () => {
  const week = [at(1, "09:00", "12:00"), at(1, "13:00", "17:00"), at(4, "10:00", "11:00"), at(6, "10:00", "14:00")];
  const filled = asMonday(week);

  expect(filled.filter(({ day }) => day === 4)).toEqual([at(4, "09:00", "12:00"), at(4, "13:00", "17:00")]);
  expect(filled.filter(({ day }) => day > 5)).toEqual([at(6, "10:00", "14:00")]);
  expect(filled).toHaveLength(11);
});

it("calls the end of the day what a browser's field can show", () => {
  expect([closesShown("24:00"), closesStored("00:00"), closesStored("17:00")]).toEqual(["00:00", "24:00", "17:00"]);
  expect([endsNextDay(at(1, "22:00", "02:00")), endsNextDay(at(1, "00:00", "24:00"))]).toEqual([true, false]);
});
