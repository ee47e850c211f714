package dev.connectorkit.testkit.rule;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule, as documentation, reports and tests show it.
 *
 * @param id stable and never used again, for example {@code AUTH-06}
 * @param title one sentence: what a connector does
 * @param strength whether a breach fails the run or warns
 * @param kind how far a verdict can be relied on
 * @param level the badge level that needs it, 1 to 4
 * @param applies when the rule applies
 * @param jvm where it can be checked
 * @param sources where the rule comes from
 * @param provocation what the kit does
 * @param reach the point that must be reached for a verdict; null when there is none to reach
 * @param forbid what must not happen; null when nothing is forbidden
 * @param expected how the connector is to react
 * @param fix what to change in a connector that breaks it
 */
public record Rule(
    String id,
    String title,
    Strength strength,
    Kind kind,
    int level,
    Applies applies,
    Jvm jvm,
    List<Source> sources,
    String provocation,
    @Nullable String reach,
    @Nullable String forbid,
    String expected,
    String fix) {

  /** Whether a breach fails the run. */
  public enum Strength {
    MUST,
    SHOULD
  }

  /** How far a verdict can be relied on. */
  public enum Kind {
    /** The same connector gets the same verdict each time. */
    @JsonProperty("required")
    REQUIRED,
    /** A broken connector can pass by luck. */
    @JsonProperty("stochastic")
    STOCHASTIC,
    /** Stated, and not checked by any program. */
    @JsonProperty("untested")
    UNTESTED
  }

  /** When a rule applies to a connector. */
  public enum Applies {
    @JsonProperty("always")
    ALWAYS,
    /** It declares PKCE. */
    @JsonProperty("pkce")
    PKCE,
    /** The provider takes PKCE, by its wire shape. */
    @JsonProperty("pkceTaken")
    PKCE_TAKEN,
    /** It declares ID Tokens, or asks for them. */
    @JsonProperty("idToken")
    ID_TOKEN,
    /** It declares ID Tokens and reads a userinfo address. */
    @JsonProperty("idTokenAndUserInfo")
    ID_TOKEN_AND_USER_INFO,
    /** It reads a userinfo address. */
    @JsonProperty("userInfo")
    USER_INFO,
    /** It reads further addresses with the access token. */
    @JsonProperty("resources")
    RESOURCES,
    /** Its wire shape has a discovery document. */
    @JsonProperty("discovery")
    DISCOVERY,
    /** Its wire shape has an issuer. */
    @JsonProperty("issuer")
    ISSUER,
    /** It authenticates with a secret or a key. */
    @JsonProperty("secret")
    SECRET,
    /** It declares refreshing. */
    @JsonProperty("refresh")
    REFRESH,
    /** It declares refreshing and ID Tokens. */
    @JsonProperty("refreshAndIdToken")
    REFRESH_AND_ID_TOKEN,
    /** It declares revoking. */
    @JsonProperty("revoke")
    REVOKE
  }

  /** Where a rule can be checked. */
  public enum Jvm {
    /** Beside other rules. */
    @JsonProperty("shared")
    SHARED,
    /** In a process where nothing else runs, because it looks at what all of the process shares. */
    @JsonProperty("own")
    OWN
  }

  /** A clause, with a link to its text where it has one. */
  public record Source(String text, @Nullable URI url) {}

  /** The group, which is the first part of the id. */
  public Group group() {
    return Group.valueOf(id.substring(0, id.indexOf('-')));
  }

  @Override
  public String toString() {
    return id + " " + title;
  }
}
