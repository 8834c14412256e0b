-- What was counted of people whose records were disposed of is kept by year, quarter and month: "2025-26", "2025-26 Q2", "2025-07".
alter table figures.disposed rename column year to period;
