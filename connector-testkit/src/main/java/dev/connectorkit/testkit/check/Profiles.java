package dev.connectorkit.testkit.check;

import dev.connectorkit.spi.SignIn;
import dev.connectorkit.spi.UserProfile;
import dev.connectorkit.testkit.shape.WireShape.ExpectedProfile;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds profiles against the one that the wire shape expects. */
final class Profiles {

  private Profiles() {}

  static void requireExpected(Stage stage, SignIn signIn) throws Breach {
    ExpectedProfile expected = stage.shape().profile();
    UserProfile got = signIn.profile();
    same("id", expected.id(), Optional.of(got.id()));
    same("username", expected.username(), got.username());
    same("name", expected.name(), got.name());
    same("email", expected.email(), got.email());
    same("phone", expected.phone(), got.phone());
    same("avatar", expected.avatar(), got.avatar().map(URI::toString));
    same("profileUrl", expected.profileUrl(), got.profileUrl().map(URI::toString));
    same("locale", expected.locale(), got.locale());
    same("emailVerified", expected.emailVerified(), got.emailVerified());
    same("phoneVerified", expected.phoneVerified(), got.phoneVerified());
  }

  static void same(String member, @Nullable String expected, Optional<String> got) throws Breach {
    Breach.unless(
        Objects.equals(expected, got.orElse(null)),
        "the profile's " + member + " is " + quoted(expected),
        "it is " + quoted(got.orElse(null)));
  }

  static void same(String member, boolean expected, boolean got) throws Breach {
    Breach.unless(expected == got, "the profile's " + member + " is " + expected, "it is " + got);
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "absent" : "'" + text + "'";
  }
}
