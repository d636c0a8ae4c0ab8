/**
 * Work that several threads share, with the same outcome as if one had done it all.
 *
 * <table>
 * <caption>The types</caption>
 * <tr><th>type</th><th>what it is</th></tr>
 * <tr><td>{@link dev.jyro.inference.parallel.Crew}</td><td>who works</td></tr>
 * </table>
 *
 * <pre>{@code
 * double[] squares = new double[10];
 * new Crew(ForkJoinPool.commonPool(), 4).perform(10, i -> squares[i] = i * i);
 * }</pre>
 */
@NullMarked
package dev.jyro.inference.parallel;

import org.jspecify.annotations.NullMarked;
