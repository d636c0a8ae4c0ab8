/** Tensors, their lifetime and their gradients: the only package that touches Torch. */
@NullMarked
package dev.jyro.tensor;

import org.jspecify.annotations.NullMarked;
