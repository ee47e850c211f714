package dev.connectorkit.testkit.check;

import dev.connectorkit.spi.UserProfile;
import dev.connectorkit.testkit.shape.WireShape.ExpectedProfile;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A member in which a profile is not the one that the wire shape expects.
 *
 * @param member as the wire shape calls it, and the profile's builder
 * @param expected a text in quotes, true, false or "absent"
 * @param got the same
 */
public record ProfileDifference(String member, String expected, String got) {

  /** All differences; none where the profile is as expected. */
  public static List<ProfileDifference> between(ExpectedProfile expected, UserProfile got) {
    var all = new ArrayList<ProfileDifference>();
    compare("id", expected.id(), Optional.of(got.id()), all);
    compare("username", expected.username(), got.username(), all);
    compare("name", expected.name(), got.name(), all);
    compare("email", expected.email(), got.email(), all);
    compare("phone", expected.phone(), got.phone(), all);
    compare("avatar", expected.avatar(), got.avatar().map(URI::toString), all);
    compare("profileUrl", expected.profileUrl(), got.profileUrl().map(URI::toString), all);
    compare("locale", expected.locale(), got.locale(), all);
    compare("emailVerified", expected.emailVerified(), got.emailVerified(), all);
    compare("phoneVerified", expected.phoneVerified(), got.phoneVerified(), all);
    return List.copyOf(all);
  }

  private static void compare(
      String member, @Nullable String expected, Optional<String> got, List<ProfileDifference> all) {
    if (!Objects.equals(expected, got.orElse(null))) {
      all.add(new ProfileDifference(member, quoted(expected), quoted(got.orElse(null))));
    }
  }

  private static void compare(
      String member, boolean expected, boolean got, List<ProfileDifference> all) {
    if (expected != got) {
      all.add(new ProfileDifference(member, String.valueOf(expected), String.valueOf(got)));
    }
  }

  static String quoted(@Nullable String text) {
    return text == null ? "absent" : "'" + text + "'";
  }
}
