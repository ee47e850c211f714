/**
 * Fuzz targets: one class for each thing that reads input from outside.
 *
 * <p>A target takes any bytes. It fails when something else than a typed refusal comes out, when a
 * refusal holds a secret, and when something was accepted that an independent check refuses. It
 * tells whether the input was accepted, so that the corpus can prove that the target gets that far.
 */
@NullMarked
package dev.connectorkit.fuzz;

import org.jspecify.annotations.NullMarked;
