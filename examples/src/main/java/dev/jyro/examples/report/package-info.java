/**
 * What a run leaves for readers: {@code report.html}, one file with settings, pictures, tables,
 * timings and surroundings in it, which opens offline.
 *
 * <pre>{@code
 * report.picture("reconstructions.png", "Test digits and their reconstructions", picture);
 * report.table("Effects", List.of("school", "mean"), rows);
 * }</pre>
 */
@NullMarked
package dev.jyro.examples.report;

import org.jspecify.annotations.NullMarked;
