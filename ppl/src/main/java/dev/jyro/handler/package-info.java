/** The handlers: functions from a model to a model. */
@NullMarked
package dev.jyro.handler;

import org.jspecify.annotations.NullMarked;
