/**
 * How far draws can be trusted.
 *
 * <table>
 * <caption>What is asked, and who answers</caption>
 * <tr><th>question</th><th>answer</th></tr>
 * <tr><td>how many independent draws are these worth</td><td>{@link dev.jyro.inference.diagnostic.EffectiveSampleSize}</td></tr>
 * <tr><td>do the chains agree</td><td>{@link dev.jyro.inference.diagnostic.RHat}</td></tr>
 * <tr><td>how far is an estimate likely to be off</td><td>{@link dev.jyro.inference.diagnostic.StandardError}</td></tr>
 * </table>
 *
 * <p>All of it is computed in Java, in double precision, from plain arrays or from {@link
 * dev.jyro.inference.predictive.Draws}.
 *
 * <pre>{@code
 * double size = EffectiveSampleSize.bulk(chains); // double[chains][draws]
 * double[] rHats = RHat.of(draws, "theta"); // one for each element
 * }</pre>
 */
@NullMarked
package dev.jyro.inference.diagnostic;

import org.jspecify.annotations.NullMarked;
