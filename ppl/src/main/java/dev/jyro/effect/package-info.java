/** What a model may ask for, and who answers: effects, sites and handlers. */
@NullMarked
package dev.jyro.effect;

import org.jspecify.annotations.NullMarked;
