package dev.connectorkit.console.operator;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a program may do with its token. */
public enum ApiRight {
  /** See everything that is no secret. Every token has it. */
  READ,
  /** Change instances, applications and what belongs to them, and try sign-ins. */
  CHANGE,
  /** Bring, disable and remove plugins: have code run in the console's process. */
  PLUGINS;

  /** Such as {@code read}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What is no right of this version is none. */
  static Set<ApiRight> of(String codes) {
    var rights = EnumSet.of(READ);
    Set<String> known = Set.of(codes.split(" "));
    Arrays.stream(values()).filter(right -> known.contains(right.code())).forEach(rights::add);
    return rights;
  }

  static String text(Set<ApiRight> rights) {
    return rights.stream().sorted().map(ApiRight::code).collect(Collectors.joining(" "));
  }
}
