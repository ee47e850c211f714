package dev.connectorkit.benchmarks.flow;

import dev.connectorkit.benchmarks.contestant.Browser;
import dev.connectorkit.benchmarks.contestant.Contestant;
import dev.connectorkit.benchmarks.contestant.Contestant.Begun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A sign-in whose person has consented, ready to be completed again and again: the lean provider
 * accepts a code more than once.
 */
record Prepared(Begun begun, Map<String, List<String>> callback) {

  static List<Prepared> all(Contestant contestant, int count) throws Exception {
    var prepared = new ArrayList<Prepared>();
    for (int i = 0; i < count; i++) {
      Begun begun = contestant.begin();
      prepared.add(new Prepared(begun, Browser.consent(begun.authorizationUri())));
    }
    return prepared;
  }
}
