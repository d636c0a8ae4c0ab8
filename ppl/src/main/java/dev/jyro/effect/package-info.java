/**
 * What a program asks for, and what it gets: effects, sites, handlers.
 *
 * <table>
 * <caption>The vocabulary</caption>
 * <tr><th>effect</th><th>asked by</th><th>its answer</th></tr>
 * <tr><td>{@link dev.jyro.effect.Sample}</td><td>{@code sample}, {@code observe}, {@code factor}</td><td>a value of a distribution</td></tr>
 * <tr><td>{@link dev.jyro.effect.Param}</td><td>{@code param}, {@code module}</td><td>a parameter's value</td></tr>
 * <tr><td>{@link dev.jyro.effect.Subsample}</td><td>{@code plate}</td><td>the indices to run over</td></tr>
 * <tr><td>{@link dev.jyro.effect.Deterministic}</td><td>{@code deterministic}</td><td>the value itself</td></tr>
 * </table>
 */
@NullMarked
package dev.jyro.effect;

import org.jspecify.annotations.NullMarked;
