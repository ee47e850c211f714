/** Sign in with Hugging Face. */
@NullMarked
package dev.connectorkit.huggingface;

import org.jspecify.annotations.NullMarked;
