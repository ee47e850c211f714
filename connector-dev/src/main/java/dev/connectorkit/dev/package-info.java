/**
 * The workbench of a connector's author: a host with the one connector, built anew whenever its
 * sources change, and a practice provider made from its wire shape.
 */
@NullMarked
package dev.connectorkit.dev;

import org.jspecify.annotations.NullMarked;
