/**
 * The variational autoencoder with a code of 100 numbers, and two ways to say how far an image may
 * be from what its code says.
 *
 * <table>
 *   <caption>What lives here</caption>
 *   <tr><td>{@code GaussianVae}</td><td>model and guide</td></tr>
 *   <tr><td>{@code Likelihood}</td><td>how pixels are distributed around the decoder's output</td></tr>
 *   <tr><td>{@code Training}</td><td>the loop, and what is measured</td></tr>
 *   <tr><td>{@code Film}</td><td>the same sixteen codes, as the decoder learns</td></tr>
 *   <tr><td>{@code Gallery}</td><td>the other pictures</td></tr>
 * </table>
 */
@NullMarked
package dev.jyro.examples.gaussian;

import org.jspecify.annotations.NullMarked;
