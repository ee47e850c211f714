package dev.connectorkit.dev;

import dev.connectorkit.host.CompletedSignIn;
import java.util.Optional;

/**
 * A sign-in that a session shows.
 *
 * @param done its last success
 * @param person who it was at the practice provider, so that it can be done again with a new build;
 *     empty for a real one
 * @param failure why it could not be done again
 */
record SignedIn(CompletedSignIn done, Optional<String> person, Optional<String> failure) {}
