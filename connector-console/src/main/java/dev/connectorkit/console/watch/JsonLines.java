package dev.connectorkit.console.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/** One JSON object a line for each event of the log, flat, so that any tool can search it. */
public final class JsonLines extends EncoderBase<ILoggingEvent> {

  private static final byte[] NOTHING = {};
  private static final int MAX_STACK = 20_000;

  private final JsonFactory json = new JsonFactory();

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    var line = new ByteArrayOutputStream(256);
    try (JsonGenerator out = json.createGenerator(line)) {
      out.writeStartObject();
      for (Map.Entry<String, String> member : members(event).entrySet()) {
        out.writeStringField(member.getKey(), member.getValue());
      }
      out.writeEndObject();
    } catch (IOException e) {
      return "{\"level\":\"ERROR\",\"message\":\"A line of the log is no JSON.\"}\n"
          .getBytes(UTF_8);
    }
    line.write('\n');
    return line.toByteArray();
  }

  /** What the event says of its own never takes the place of what is said about it. */
  private static Map<String, String> members(ILoggingEvent event) {
    var members = new LinkedHashMap<String, String>();
    members.put("time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
    members.put("level", event.getLevel().toString());
    members.put("logger", event.getLoggerName());
    members.put("thread", event.getThreadName());
    members.put("message", event.getFormattedMessage());
    if (event.getThrowableProxy() != null) {
      String stack = ThrowableProxyUtil.asString(event.getThrowableProxy());
      members.put("stack", stack.length() > MAX_STACK ? stack.substring(0, MAX_STACK) : stack);
    }
    event.getMDCPropertyMap().forEach(members::putIfAbsent);
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        members.putIfAbsent(pair.key, String.valueOf(pair.value));
      }
    }
    return members;
  }
}
