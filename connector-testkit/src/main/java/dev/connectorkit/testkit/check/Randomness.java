package dev.connectorkit.testkit.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks whether what should be random is. Cannot prove that it is; sees what is plainly not. */
final class Randomness {

  private static final int CALLS = 500;
  // Long enough that two random texts, be they hexadecimal, do not begin alike by chance.
  private static final int PREFIX = 16;
  private static final int MIN_BITS = 110;
  private static final List<String> PARAMETERS = List.of("nonce", "code_challenge");

  private Randomness() {}

  static void check(Bench bench) {
    Map<String, List<String>> here = new LinkedHashMap<>();
    bench.verify("this process", stage -> here.putAll(values(stage)));
    if (here.isEmpty()) {
      return;
    }
    bench.verify(
        "another process",
        stage -> {
          Map<String, List<String>> there = RandomnessProbe.run(bench);
          for (Map.Entry<String, List<String>> parameter : here.entrySet()) {
            List<String> both = new ArrayList<>(parameter.getValue());
            both.addAll(there.getOrDefault(parameter.getKey(), List.of()));
            requireRandom(parameter.getKey(), both);
          }
        });
  }

  /** The values of some authorization requests, by parameter; without those it does not send. */
  static Map<String, List<String>> values(Stage stage) throws Breach {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (int i = 0; i < CALLS; i++) {
      SignInAttempt signIn = stage.signIn();
      // The challenge is a hash, which looks random whatever it is of.
      PkceVerifiers.of(signIn)
          .ifPresent(
              verifier ->
                  values.computeIfAbsent("code_verifier", name -> new ArrayList<>()).add(verifier));
      for (String parameter : PARAMETERS) {
        var value = signIn.parameter(parameter);
        if (value.isPresent()) {
          values.computeIfAbsent(parameter, name -> new ArrayList<>()).add(value.get());
        }
      }
    }
    if (values.isEmpty()) {
      // Nothing of it is random; that PKCE is missing is told by CAP-08.
      values.put("state", List.of());
    }
    return values;
  }

  private static void requireRandom(String name, List<String> values) throws Breach {
    Set<String> all = new HashSet<>();
    Set<String> beginnings = new HashSet<>();
    for (String value : values) {
      Breach.unless(all.add(value), "no " + name + " occurs twice, in either process", "one does");
      Breach.unless(
          beginnings.add(value.substring(0, Math.min(PREFIX, value.length()))),
          "no two begin alike",
          "two values of " + name + " do");
    }
    int length = values.isEmpty() ? 0 : values.get(0).length();
    // Some places of a text may be fixed, as in a UUID; what the others can say counts.
    double bits = 0;
    for (int at = 0; at < length; at++) {
      Set<Character> seen = new HashSet<>();
      for (String value : values) {
        if (at < value.length()) {
          seen.add(value.charAt(at));
        }
      }
      bits += Math.log(Math.max(1, seen.size())) / Math.log(2);
    }
    Breach.unless(
        values.isEmpty() || bits >= MIN_BITS,
        name + " varies by at least " + MIN_BITS + " bits",
        "it varies by " + Math.round(bits));
  }
}
