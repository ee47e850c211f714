package dev.connectorkit.console.form;

import dev.connectorkit.host.AvailableConnector;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.config.CompiledSchema;
import dev.connectorkit.host.config.ConfigForm;
import dev.connectorkit.spi.ConfigSchema;
import dev.connectorkit.spi.ConnectorFactory;
import java.net.URI;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Config schemas to draw: those of all shipped connectors, and odd ones. */
final class Schemas {

  static final String EVERYTHING =
      """
      {"type":"object","required":["name","kind","proxy"],"properties":{
        "name":{"type":"string","title":"Name","x-order":1},
        "secret":{"type":"string","title":"Secret","writeOnly":true,"x-order":2},
        "notes":{"type":"string","title":"Notes","x-multiline":true,"x-order":3},
        "kind":{"title":"Kind","oneOf":[{"const":"web","title":"Web"},{"const":"app","title":"App"}],"x-order":4},
        "level":{"title":"Level","enum":[1,2.5,true,"x"],"default":1,"x-order":5},
        "count":{"type":"integer","title":"Count","minimum":0,"maximum":10,"x-order":6},
        "ratio":{"type":"number","title":"Ratio","x-order":7},
        "on":{"type":"boolean","title":"On","default":true,"x-order":8},
        "off":{"type":"boolean","title":"Off","x-order":9},
        "hosts":{"type":"array","title":"Hosts","items":{"type":"string"},"maxItems":3,"x-order":10},
        "algorithms":{"type":"array","title":"Algorithms","items":{"type":"string","enum":["RS256","ES256"]},"default":["RS256"],"x-order":11},
        "map":{"type":"object","title":"Map","additionalProperties":{"type":"string"},"x-order":12},
        "bundle":{"type":"string","title":"Bundle","x-show-if":{"kind":"app"},"x-order":13},
        "proxy":{"type":"object","title":"Proxy","required":["host"],"x-group":"Network","properties":{
          "host":{"type":"string","title":"Host"},
          "password":{"type":"string","title":"Password","writeOnly":true}}}},
       "additionalProperties":true}
      """;

  private Schemas() {}

  static CompiledSchema of(String json) {
    return CompiledSchema.compile(new ConfigSchema(json));
  }

  static CompiledSchema everything() {
    return of(EVERYTHING);
  }

  /** Of every connector that is shipped, by its id. */
  static Map<String, ConfigForm> shipped() {
    var builder = ConnectorHost.builder().publicBaseUrl(URI.create("http://localhost:8080"));
    ServiceLoader.load(ConnectorFactory.class).forEach(builder::connector);
    try (ConnectorHost host = builder.open()) {
      return host.connectors().stream()
          .collect(
              Collectors.toMap(
                  connector -> connector.metadata().id(),
                  AvailableConnector::form,
                  (one, other) -> one,
                  TreeMap::new));
    }
  }

  /** What somebody writes who wants to break the page: 200 fields, each of them a try. */
  static ConfigForm hostile() {
    String attack = "\\\"><script>alert(1)</script><img src=x onerror=alert(1)>";
    String turned = "\\u202Egnp.exe\\u202C \\u2066x\\u2069";
    String fields =
        IntStream.range(0, 200)
            .mapToObj(
                i ->
                    switch (i % 5) {
                      case 0 ->
                          "{\"type\":\"string\",\"title\":\"%s\",\"description\":\"%s\",\"default\":\"%s\"}"
                              .formatted(attack, attack, attack);
                      case 1 ->
                          "{\"enum\":[\"%s\"],\"title\":\"%s\",\"x-group\":\"%s\"}"
                              .formatted(attack, turned, attack);
                      case 2 ->
                          "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"enum\":[\"%s\"]},\"x-placeholder\":\"%s\"}"
                              .formatted(attack, attack);
                      case 3 ->
                          "{\"type\":\"object\",\"title\":\"%s\",\"x-show-if\":{\"%s\":\"%s\"},\"properties\":{\"</textarea>\":{\"type\":\"string\",\"writeOnly\":true,\"x-placeholder\":\"%s\"}}}"
                              .formatted(turned, attack, attack, attack);
                      default ->
                          "{\"oneOf\":[{\"const\":{\"a\":[1]},\"title\":\"%s\"}],\"title\":\" \"}"
                              .formatted(attack);
                    })
            .collect(
                Collectors.collectingAndThen(
                    Collectors.toList(),
                    all ->
                        IntStream.range(0, all.size())
                            .mapToObj(i -> "\"%d%s\":%s".formatted(i, attack, all.get(i)))
                            .collect(Collectors.joining(","))));
    return of("{\"type\":\"object\",\"properties\":{" + fields + "}}").form();
  }
}
