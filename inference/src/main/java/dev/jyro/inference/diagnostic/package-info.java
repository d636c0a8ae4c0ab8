/**
 * How far draws can be trusted.
 *
 * <table>
 * <caption>What is asked, and who answers</caption>
 * <tr><th>question</th><th>answer</th></tr>
 * <tr><td>how many independent draws are these worth</td><td>{@link dev.jyro.inference.diagnostic.EffectiveSampleSize}</td></tr>
 * <tr><td>do the chains agree</td><td>{@link dev.jyro.inference.diagnostic.RHat}</td></tr>
 * <tr><td>how far is an estimate likely to be off</td><td>{@link dev.jyro.inference.diagnostic.StandardError}</td></tr>
 * <tr><td>where do most of the draws lie</td><td>{@link dev.jyro.inference.diagnostic.Interval}</td></tr>
 * <tr><td>all of that at a glance</td><td>{@link dev.jyro.inference.diagnostic.Summary}</td></tr>
 * <tr><td>does the guide fit; can its weights be trusted</td><td>{@link dev.jyro.inference.diagnostic.PSIS}</td></tr>
 * <tr><td>how well would the model predict new data</td><td>{@link dev.jyro.inference.diagnostic.LOO}, {@link
 *     dev.jyro.inference.diagnostic.WAIC}, both an {@link dev.jyro.inference.diagnostic.ELPD}</td></tr>
 * <tr><td>which model would predict best</td><td>{@link dev.jyro.inference.diagnostic.Comparison}</td></tr>
 * </table>
 *
 * <p>All of it is computed in Java, in double precision, from plain arrays or from {@link
 * dev.jyro.inference.predictive.Draws}.
 *
 * <pre>{@code
 * Summary summary = Summary.of(draws); // its toString is a table
 * double[] rHats = RHat.of(draws, "theta"); // one for each element
 * double size = EffectiveSampleSize.bulk(chains); // double[chains][draws]
 * }</pre>
 */
@NullMarked
package dev.jyro.inference.diagnostic;

import org.jspecify.annotations.NullMarked;
