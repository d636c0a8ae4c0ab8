/**
 * Data in batches.
 *
 * <p>{@link dev.jyro.inference.data.Batches} deals the rows of tensors; which rows a step gets is
 * decided by the seed and the step's number alone. A {@link dev.jyro.inference.data.Feed} gives one
 * batch after the other, made in place or ahead of need on a thread of its own:
 *
 * <pre>{@code
 * Batches<Tensor> batches = Batches.of(images, 128).shuffled(0).ahead(4);
 * svi.run(batches, StopWhen.steps(10_000));
 * }</pre>
 */
@NullMarked
package dev.jyro.inference.data;

import org.jspecify.annotations.NullMarked;
