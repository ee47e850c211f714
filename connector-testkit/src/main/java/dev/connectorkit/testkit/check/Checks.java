package dev.connectorkit.testkit.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The check of each rule, by its id. */
final class Checks {

  private static final Checks ALL = new Checks();

  private final Map<String, Check> byId = new LinkedHashMap<>();

  private Checks() {
    PlgChecks.register(this);
    MetaChecks.register(this);
    CfgChecks.register(this);
    LifeChecks.register(this);
    AuthChecks.register(this);
    CbChecks.register(this);
    TokChecks.register(this);
    IdtChecks.register(this);
    UsrChecks.register(this);
    ErrChecks.register(this);
    NetChecks.register(this);
    SecChecks.register(this);
    ConChecks.register(this);
    CapChecks.register(this);
  }

  static Checks all() {
    return ALL;
  }

  /** Adds the check of a rule. */
  void add(String id, Check check) {
    if (byId.put(id, check) != null) {
      throw new IllegalStateException("Two checks for " + id);
    }
  }

  Check of(String id) {
    Check check = byId.get(id);
    if (check == null) {
      throw new IllegalStateException("No check for " + id);
    }
    return check;
  }

  Set<String> ids() {
    return byId.keySet();
  }
}
