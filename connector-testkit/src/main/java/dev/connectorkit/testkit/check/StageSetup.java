package dev.connectorkit.testkit.check;

import dev.connectorkit.testkit.provider.Script;
import dev.connectorkit.testkit.world.FakeOrigin;
import dev.connectorkit.testkit.world.ServerCertificate;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * How a stage differs from the plain one.
 *
 * @param config changes the example config
 * @param httpDeadline the total deadline of one HTTP call
 * @param certificate what the provider's origins show
 * @param strangers further origins that are none of the provider's
 * @param clock the clock of the connector
 * @param script what the provider does in every call, from the start of the connector on
 */
record StageSetup(
    UnaryOperator<Map<String, Object>> config,
    Duration httpDeadline,
    ServerCertificate certificate,
    Map<String, FakeOrigin> strangers,
    Clock clock,
    Script script) {

  static StageSetup plain(Limits limits) {
    return new StageSetup(
        UnaryOperator.identity(),
        limits.http(),
        ServerCertificate.GOOD,
        Map.of(),
        Clock.systemUTC(),
        new Script());
  }

  StageSetup withConfig(UnaryOperator<Map<String, Object>> value) {
    return new StageSetup(value, httpDeadline, certificate, strangers, clock, script);
  }

  StageSetup withHttpDeadline(Duration value) {
    return new StageSetup(config, value, certificate, strangers, clock, script);
  }

  StageSetup withCertificate(ServerCertificate value) {
    return new StageSetup(config, httpDeadline, value, strangers, clock, script);
  }

  StageSetup withClock(Clock value) {
    return new StageSetup(config, httpDeadline, certificate, strangers, value, script);
  }

  StageSetup withStranger(String origin, FakeOrigin fake) {
    var more = new LinkedHashMap<>(strangers);
    more.put(origin, fake);
    return new StageSetup(config, httpDeadline, certificate, more, clock, script);
  }

  StageSetup withScript(Script value) {
    return new StageSetup(config, httpDeadline, certificate, strangers, clock, value);
  }
}
