/**
 * What a program asks for, and what it gets: effects, sites, handlers.
 *
 * <table>
 * <caption>The vocabulary of programs</caption>
 * <tr><th>effect</th><th>asked by</th><th>its answer</th></tr>
 * <tr><td>{@link dev.jyro.effect.Sample}</td><td>{@code sample}, {@code observe}, {@code factor}</td><td>a value of a distribution</td></tr>
 * <tr><td>{@link dev.jyro.effect.Param}</td><td>{@code param}, {@code module}</td><td>a parameter's value</td></tr>
 * <tr><td>{@link dev.jyro.effect.Subsample}</td><td>{@code plate}</td><td>the indices to run over</td></tr>
 * <tr><td>{@link dev.jyro.effect.Deterministic}</td><td>{@code deterministic}</td><td>the value itself</td></tr>
 * </table>
 *
 * <p>Each {@link dev.jyro.effect.Effect} carries its {@link dev.jyro.effect.Setting}: scale, mask,
 * plates, noise, hints. It passes the {@link dev.jyro.effect.Handler}s of its thread from the inner
 * to the outer, and becomes a {@link dev.jyro.effect.Site}: the request as it was finally asked,
 * and the answer. All of these are immutable.
 *
 * <p>The smallest handler changes nothing:
 *
 * <pre>{@code
 * Handler nothing = (effect, outer) -> outer.ask(effect);
 * }</pre>
 */
@NullMarked
package dev.jyro.effect;

import org.jspecify.annotations.NullMarked;
