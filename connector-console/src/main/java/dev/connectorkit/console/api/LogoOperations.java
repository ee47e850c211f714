package dev.connectorkit.console.api;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.instance.Instances;
import dev.connectorkit.console.logo.InstanceLogos;
import dev.connectorkit.console.logo.OwnLogos.Variant;
import dev.connectorkit.console.web.SecurityHeaders;
import dev.connectorkit.spi.Logo;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** The logos of one instance, in the place of its connector's. */
public final class LogoOperations implements ApiGroup {

  private static final String ONE = "/instances/{id}/logos/{variant}";
  private static final Set<String> MEDIA_TYPES = Set.of("image/svg+xml", "image/png");

  private final Instances instances;
  private final InstanceLogos logos;

  public LogoOperations(Instances instances, InstanceLogos logos) {
    this.instances = instances;
    this.logos = logos;
  }

  @Override
  public void addTo(ApiRoutes routes) {
    routes.getFile(ONE, this::get);
    routes.put(ONE, this::put);
    routes.delete(ONE, this::remove);
  }

  private ApiAnswer get(ApiRequest request) {
    String id = instances.get(request.part("id")).id();
    Logo logo = logos.find(id, variant(request)).orElseThrow(LogoOperations::none);
    // As on the public page: a picture is a document of its own in the case of SVG.
    return ApiAnswer.file(logo.mediaType(), logo.content())
        .with("Content-Security-Policy", SecurityHeaders.PICTURE_POLICY);
  }

  private ApiAnswer put(ApiRequest request) {
    Variant variant = variant(request);
    byte[] content = request.file(MEDIA_TYPES, Logo.MAX_BYTES);
    return logos.put(request.part("id"), variant, content, request.actor())
        ? ApiAnswer.nothing()
        : ApiAnswer.createdHere();
  }

  private ApiAnswer remove(ApiRequest request) {
    if (!logos.remove(request.part("id"), variant(request), request.actor())) {
      throw none();
    }
    return ApiAnswer.nothing();
  }

  private static Variant variant(ApiRequest request) {
    return Arrays.stream(Variant.values())
        .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(request.part("variant")))
        .findFirst()
        .orElseThrow(
            () ->
                new ConsoleException(
                    ConsoleError.NOT_FOUND, "A logo is for a page that is 'light' or 'dark'."));
  }

  private static ConsoleException none() {
    return new ConsoleException(
        ConsoleError.NOT_FOUND,
        "The instance has no such logo of its own: its connector's is used.");
  }
}
