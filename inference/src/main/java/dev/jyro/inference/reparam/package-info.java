/**
 * Reparameterisations: the same model, drawn in terms in which inference has it easier.
 *
 * <table>
 * <caption>What lives here</caption>
 * <tr><th>type</th><th>for</th><th>site x becomes</th></tr>
 * <tr><td>{@link dev.jyro.inference.reparam.LocScaleReparam}</td><td>what is moved by loc and
 *     stretched by scale</td><td>{@code x.decentred}, and the parameter {@code x.centredness} if it
 *     is learnt</td></tr>
 * <tr><td>{@link dev.jyro.inference.reparam.TransformReparam}</td><td>transformed distributions</td>
 *     <td>{@code x.base}</td></tr>
 * <tr><td>{@link dev.jyro.inference.reparam.AutoReparam}</td><td>any model</td><td>one of
 *     these</td></tr>
 * <tr><td>{@link dev.jyro.inference.reparam.NeuTra}</td><td>any model with a fitted {@link
 *     dev.jyro.inference.reparam.Warp}</td><td>part of {@code neutra}</td></tr>
 * </table>
 *
 * <p>x stays, as a deterministic site. The smallest example:
 *
 * <pre>{@code
 * Model<Data> better = Handlers.reparam(model, Map.of("theta", LocScaleReparam.nonCentred()));
 * }</pre>
 */
@NullMarked
package dev.jyro.inference.reparam;

import org.jspecify.annotations.NullMarked;
