/** A faithful stand-in for huggingface.co's sign-in, for tests and for practice. */
@NullMarked
package dev.connectorkit.testkit.huggingface;

import org.jspecify.annotations.NullMarked;
