/** Sign in with Microsoft: work, school and personal accounts, by Entra ID. */
@NullMarked
package dev.connectorkit.microsoft;

import org.jspecify.annotations.NullMarked;
