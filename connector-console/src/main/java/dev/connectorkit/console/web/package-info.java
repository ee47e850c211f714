/** What all pages share: the server, headers, cookies, tokens against forged requests, assets. */
@NullMarked
package dev.connectorkit.console.web;

import org.jspecify.annotations.NullMarked;
