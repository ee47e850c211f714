package dev.connectorkit.samples.boot;

import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.spi.UserProfile;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in, as the session keeps it.
 *
 * @param account what to look an account up by; nothing else here is the person's for good
 */
record Person(
    String account,
    @Nullable String username,
    @Nullable String name,
    @Nullable String email,
    boolean emailVerified)
    implements Serializable {

  static Person of(CompletedSignIn done) {
    UserProfile profile = done.profile();
    return new Person(
        done.target() + ":" + profile.id(),
        profile.username().orElse(null),
        profile.name().orElse(null),
        profile.email().orElse(null),
        profile.emailVerified());
  }
}
