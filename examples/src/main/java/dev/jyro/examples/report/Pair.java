package dev.jyro.examples.report;

/** A name and its value, a row of two cells. */
record Pair(String name, String value) {}
