package dev.connectorkit.testkit.check;

import dev.connectorkit.spi.SignIn;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds profiles against the one that the wire shape expects. */
final class Profiles {

  private Profiles() {}

  static void requireExpected(Stage stage, SignIn signIn) throws Breach {
    List<ProfileDifference> all =
        ProfileDifference.between(stage.shape().profile(), signIn.profile());
    if (!all.isEmpty()) {
      ProfileDifference first = all.get(0);
      throw new Breach(
          "the profile's " + first.member() + " is " + first.expected(),
          "it is " + first.got() + others(all.subList(1, all.size())),
          "Correct "
              + all.stream().map(ProfileDifference::member).collect(Collectors.joining(", "))
              + " where the connector makes the profile, or in \"profile\" of wire-shape.json.");
    }
  }

  private static String others(List<ProfileDifference> all) {
    return all.stream()
        .map(
            other ->
                "; its %s is %s in place of %s"
                    .formatted(other.member(), other.got(), other.expected()))
        .collect(Collectors.joining());
  }

  static void same(String member, @Nullable String expected, Optional<String> got) throws Breach {
    Breach.unless(
        Objects.equals(expected, got.orElse(null)),
        "the profile's " + member + " is " + ProfileDifference.quoted(expected),
        "it is " + ProfileDifference.quoted(got.orElse(null)));
  }

  static void same(String member, boolean expected, boolean got) throws Breach {
    Breach.unless(expected == got, "the profile's " + member + " is " + expected, "it is " + got);
  }
}
