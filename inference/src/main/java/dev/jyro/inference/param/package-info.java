/**
 * Parameters: where they are kept ({@link dev.jyro.inference.param.ParamStore}), how they answer a
 * program ({@link dev.jyro.inference.param.Session}), how they are saved.
 */
@NullMarked
package dev.jyro.inference.param;

import org.jspecify.annotations.NullMarked;
