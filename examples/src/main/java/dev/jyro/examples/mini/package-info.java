/**
 * A probabilistic programming language in one file, to read.
 *
 * <p>Jyro itself adds what daily work needs: subsamples, masks, constraints, networks, other
 * estimators, checks, and messages for people who make mistakes.
 *
 * <table>
 *   <caption>What lives here</caption>
 *   <tr><td>{@link dev.jyro.examples.mini.MiniPpl}</td><td>effects, handlers and variational
 *       inference, from the top down</td></tr>
 * </table>
 *
 * <pre>{@code
 * Tensor z = MiniPpl.trace(() -> MiniPpl.sample("z", Normal.of(0, 1))).get("z").value();
 * }</pre>
 */
@NullMarked
package dev.jyro.examples.mini;

import org.jspecify.annotations.NullMarked;
