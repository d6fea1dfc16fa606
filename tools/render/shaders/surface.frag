#version 330
// Writes what is seen in each pixel; the light is worked out afterwards, once per pixel.
in vec3 at_m;
in vec3 facing;
in vec3 texture_m;
in vec4 paint;
layout(location = 0) out vec4 place;     // where; material + 1, 0 is nothing
layout(location = 1) out vec4 direction;
layout(location = 2) out vec4 inner;
layout(location = 3) out vec4 colour;

void main() {
    place = vec4(at_m, paint.a + 1.0);
    direction = vec4(gl_FrontFacing ? facing : -facing, 0.0);
    inner = vec4(texture_m, 0.0);
    colour = vec4(paint.rgb, 1.0);
}
