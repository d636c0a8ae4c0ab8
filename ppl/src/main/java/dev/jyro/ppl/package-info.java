/** The verbs of a model, and the interpreter behind them. */
@NullMarked
package dev.jyro.ppl;

import org.jspecify.annotations.NullMarked;
