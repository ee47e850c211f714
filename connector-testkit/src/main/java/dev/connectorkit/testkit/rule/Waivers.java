package dev.connectorkit.testkit.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Breaches that an author accepts for now, each with a reason and an end. */
public final class Waivers {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<Waiver> all;

  private Waivers(List<Waiver> all) {
    this.all = List.copyOf(all);
  }

  /** No waivers. */
  public static Waivers none() {
    return new Waivers(List.of());
  }

  /**
   * Reads a file: {@code [{"rule": "NET-04", "reason": "…", "expires": "2027-03-31"}]}.
   *
   * @throws InvalidWaiversException when it cannot be read or a waiver lacks something
   */
  public static Waivers read(Path file) throws InvalidWaiversException {
    @Nullable List<@Nullable Written> written;
    try {
      written = JSON.readValue(Files.readString(file), new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw malformed(file);
    } catch (IOException e) {
      throw new InvalidWaiversException("The waivers file " + file + " cannot be read.");
    }
    if (written == null || written.contains(null)) {
      throw malformed(file);
    }
    List<Waiver> waivers = new ArrayList<>();
    for (Written one : written) {
      Waiver waiver = waiver(one, file);
      if (waivers.stream().anyMatch(other -> other.rule().equals(waiver.rule()))) {
        throw new InvalidWaiversException(
            "The waivers file " + file + " has two waivers for " + waiver.rule() + ". Keep one.");
      }
      waivers.add(waiver);
    }
    return new Waivers(waivers);
  }

  private static InvalidWaiversException malformed(Path file) {
    return new InvalidWaiversException(
        "The waivers file "
            + file
            + " is not a JSON array of objects with rule, reason and expires.");
  }

  private static Waiver waiver(Written written, Path file) throws InvalidWaiversException {
    String rule = written.rule();
    String reason = written.reason();
    String expires = written.expires();
    if (rule == null || reason == null || reason.isBlank() || expires == null) {
      throw new InvalidWaiversException(
          "A waiver in " + file + " lacks its rule, its reason or the day it expires.");
    }
    try {
      return new Waiver(rule, reason, LocalDate.parse(expires));
    } catch (DateTimeException e) {
      throw new InvalidWaiversException(
          "The waiver for " + rule + " in " + file + " expires on no day of the form 2027-03-31.");
    }
  }

  /**
   * Applies the waivers to a run's results.
   *
   * @param now when the run took place
   */
  public Applied apply(List<RuleResult> results, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    List<String> stale = new ArrayList<>();
    List<RuleResult> applied = new ArrayList<>(results);
    for (Waiver waiver : all) {
      problem(waiver, applied, today).ifPresent(stale::add);
      if (!waiver.expires().isBefore(today)) {
        applied.replaceAll(
            result ->
                result.id().equals(waiver.rule()) && result.verdict().isFailure()
                    ? result.as(
                        Verdict.WAIVED,
                        "%s (waived until %s: %s)"
                            .formatted(result.reason(), waiver.expires(), waiver.reason()))
                    : result);
      }
    }
    return new Applied(applied, stale);
  }

  private static Optional<String> problem(
      Waiver waiver, List<RuleResult> results, LocalDate today) {
    try {
      Catalogue.current().rule(waiver.rule());
    } catch (UnknownRuleException e) {
      return Optional.of("There is no rule " + waiver.rule() + ", which a waiver names.");
    }
    if (waiver.expires().isBefore(today)) {
      return Optional.of(
          "The waiver for %s expired on %s.".formatted(waiver.rule(), waiver.expires()));
    }
    return results.stream()
        .filter(result -> result.id().equals(waiver.rule()))
        .filter(result -> result.verdict() == Verdict.PASS)
        .findFirst()
        .map(result -> "The waiver for " + waiver.rule() + " is stale: the rule passes.");
  }

  /**
   * Results after waivers.
   *
   * @param stale one sentence for each waiver that must go
   */
  public record Applied(List<RuleResult> results, List<String> stale) {
    public Applied {
      results = List.copyOf(results);
      stale = List.copyOf(stale);
    }
  }

  private record Waiver(String rule, String reason, LocalDate expires) {}

  private record Written(
      @Nullable String rule, @Nullable String reason, @Nullable String expires) {}
}
