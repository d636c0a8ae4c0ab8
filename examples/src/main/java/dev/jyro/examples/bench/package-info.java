/**
 * How fast Jyro is, and against what: the command {@code bench}. See {@code docs/benchmarks.md}.
 *
 * <p>What is compared takes turns in a {@code Race}, after a warm-up, and medians are told.
 *
 * <table>
 *   <caption>What lives here</caption>
 *   <tr><td>{@link dev.jyro.examples.bench.BenchCommand}</td><td>the command and its parts</td></tr>
 *   <tr><td>{@link dev.jyro.examples.bench.EightSchools}, {@link
 *       dev.jyro.examples.bench.LinearRegression}</td><td>small models</td></tr>
 *   <tr><td>{@code …ByHand}</td><td>the same without the language: tensor operations only</td></tr>
 *   <tr><td>{@code Plan}, {@code Race}, {@code Timing}</td><td>measuring</td></tr>
 *   <tr><td>{@code Report}, {@code Table}, {@code Row}</td><td>telling</td></tr>
 * </table>
 */
@NullMarked
package dev.jyro.examples.bench;

import org.jspecify.annotations.NullMarked;
