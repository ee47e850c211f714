package dev.connectorkit.benchmarks.contestant;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pac4j.core.context.Cookie;
import org.pac4j.core.context.WebContext;

/** A callback, with its parameters and no more than that. */
final class Pac4jRequest implements WebContext {

  private final Map<String, List<String>> parameters;
  private final Map<String, Object> attributes = new HashMap<>();

  Pac4jRequest(Map<String, List<String>> parameters) {
    this.parameters = parameters;
  }

  @Override
  public Optional<String> getRequestParameter(String name) {
    return Optional.ofNullable(parameters.get(name)).map(values -> values.get(0));
  }

  @Override
  public Map<String, String[]> getRequestParameters() {
    var all = new HashMap<String, String[]>();
    parameters.forEach((name, values) -> all.put(name, values.toArray(String[]::new)));
    return all;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Optional getRequestAttribute(String name) {
    return Optional.ofNullable(attributes.get(name));
  }

  @Override
  public void setRequestAttribute(String name, Object value) {
    attributes.put(name, value);
  }

  @Override
  public Optional<String> getRequestHeader(String name) {
    return Optional.empty();
  }

  @Override
  public String getRequestMethod() {
    return "GET";
  }

  @Override
  public String getRemoteAddr() {
    return "127.0.0.1";
  }

  @Override
  public void setResponseHeader(String name, String value) {}

  @Override
  public Optional<String> getResponseHeader(String name) {
    return Optional.empty();
  }

  @Override
  public void setResponseContentType(String content) {}

  @Override
  public String getServerName() {
    return "localhost";
  }

  @Override
  public int getServerPort() {
    return 8080;
  }

  @Override
  public String getScheme() {
    return "http";
  }

  @Override
  public boolean isSecure() {
    return false;
  }

  @Override
  public String getFullRequestURL() {
    return Client.REDIRECT_URI;
  }

  @Override
  public Collection<Cookie> getRequestCookies() {
    return List.of();
  }

  @Override
  public void addResponseCookie(Cookie cookie) {}

  @Override
  public String getPath() {
    return "/callback/huggingface";
  }
}
