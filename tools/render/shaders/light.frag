#version 330
// Light on every pixel: a dome of small lamps with shadows, one stronger lamp from the side,
// and light that comes back from floor and ceiling.
const int LAMPS = 9;       // at most
const int GRID = 3;        // shadow maps lie in a GRID by GRID atlas

const int SKIN = 0;
const int CLOTH = 1;
const int WOOD = 2;
const int WALL = 3;
const int CARD = 4;
const int PLAIN = 5;
const int BACKDROP = 6;    // furniture along the walls: lit as the walls are
const int HAIR = 7;
const int CARPET = 8;
const int LINO = 9;

uniform sampler2D places;
uniform sampler2D directions;
uniform sampler2D inners;
uniform sampler2D colours;
uniform sampler2DShadow shadows;
uniform mat4 to_lamp[LAMPS];
uniform vec4 lamps[LAMPS]; // direction and strength
uniform int lamp_count;    // the last one is the lamp from the side
uniform float tile_px;     // size of one shadow map
uniform vec3 eye_m;
uniform vec3 tint;
uniform float exposure;
out vec4 pixel;

float hash(vec3 x) {
    return fract(sin(dot(x, vec3(12.9898, 78.233, 37.719))) * 43758.5453);
}

float noise(vec3 x) {
    vec3 cell = floor(x);
    vec3 f = fract(x);
    f = f * f * (3.0 - 2.0 * f);
    vec4 low = vec4(hash(cell), hash(cell + vec3(1, 0, 0)),
                    hash(cell + vec3(0, 1, 0)), hash(cell + vec3(1, 1, 0)));
    vec4 high = vec4(hash(cell + vec3(0, 0, 1)), hash(cell + vec3(1, 0, 1)),
                     hash(cell + vec3(0, 1, 1)), hash(cell + vec3(1, 1, 1)));
    vec4 level = mix(low, high, f.z);
    return mix(mix(level.x, level.y, f.x), mix(level.z, level.w, f.x), f.y);
}

float cloud(vec3 x) {
#ifdef COARSE
    return 0.95 * noise(x);
#endif
    return 0.5 * noise(x) + 0.25 * noise(2.1 * x) + 0.13 * noise(4.3 * x) + 0.07 * noise(8.7 * x);
}

vec3 planks(vec3 p) {
    float row = floor(p.x / 0.14);
    vec2 tile = vec2(p.x / 0.14, (p.y + fract(row * 0.37) * 1.3) / 1.3);
    float id = hash(vec3(floor(tile), 1.0));
    vec2 seam = abs(fract(tile) - 0.5);
    float grain = (0.75 + 0.4 * id) * (0.8 + 0.4 * cloud(vec3(p.x * 40.0, p.y * 3.0, id * 9.0)));
    grain *= 1.0 - 0.55 * smoothstep(0.485, 0.497, seam.x) - 0.5 * smoothstep(0.497, 0.4995, seam.y);
    return grain * vec3(1.06, 0.93, 0.76);
}

float card(vec3 q, vec3 n) {
    float paper = 0.85 + 0.25 * cloud(q * vec3(20, 20, 90));
    float tape = smoothstep(0.024, 0.028, 0.05 - abs(q.x)) * step(0.5, abs(n.z) + abs(n.y));
    return paper * (1.0 - 0.35 * tape);
}

vec3 dents(vec3 q, vec3 n, float waves, float depth) {
    float here = noise(q * waves);
    vec3 slope = vec3(noise(q * waves + vec3(0.25, 0, 0)), noise(q * waves + vec3(0, 0.25, 0)),
                      noise(q * waves + vec3(0, 0, 0.25))) - here;
    return normalize(n - depth * slope);
}

float lit(int lamp, vec3 p, vec3 n) {
    vec3 towards = lamps[lamp].xyz;
    vec4 there = to_lamp[lamp] * vec4(p + n * 0.006 + towards * 0.006, 1.0);
    if (any(greaterThan(abs(there.xyz), vec3(0.99)))) return 1.0;
    vec3 u = there.xyz * 0.5 + 0.5;
    vec2 corner = vec2(lamp % GRID, lamp / GRID);
    if (lamp < lamp_count - 1)
        return texture(shadows, vec3((corner + clamp(u.xy, 0.003, 0.997)) / GRID, u.z - 0.0012));
    float sum = 0.0;
    for (int k = 0; k < 4; k++) {
        vec2 shift = (vec2(k & 1, k >> 1) - 0.5) * 3.0 / tile_px;
        vec2 at = (corner + clamp(u.xy + shift, 0.003, 0.997)) / GRID;
        sum += texture(shadows, vec3(at, u.z - 0.0012));
    }
    return sum * 0.25;
}

vec3 film(vec3 x) {
    return clamp((x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14), 0.0, 1.0);
}

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    vec4 place = texelFetch(places, at, 0);
    if (place.w < 0.5) {
        pixel = vec4(0.6, 0.6, 0.58, 1.0);
        return;
    }
    vec3 p = place.xyz;
    int material = int(place.w - 0.5);
    vec3 q = texelFetch(inners, at, 0).xyz;
    vec3 albedo = texelFetch(colours, at, 0).rgb;
    vec3 flat_n = normalize(texelFetch(directions, at, 0).xyz);
    vec3 n = flat_n;
    vec3 view = normalize(eye_m - p);
    float rough = 0.55;
    float shine = 0.04;
    bool soft = material == SKIN || material == CLOTH || material == HAIR;
    if (soft && dot(n, view) < 0.0) n = -n;

    if (material == WOOD) { albedo *= planks(p); rough = 0.35; }
    if (material == LINO) { albedo *= 0.9 + 0.2 * cloud(p * 30.0); rough = 0.4; }
    if (material == CARPET) { albedo *= 0.7 + 0.3 * noise(p * 160.0) + 0.3 * cloud(p * 12.0); shine = 0.0; }
    if (material == WALL) albedo *= 0.95 + 0.07 * cloud(p * 3.0) + 0.03 * noise(p * 60.0);
    if (material == CARD) albedo *= card(q, n);
    if (material == CLOTH) {
        albedo *= (0.80 + 0.35 * cloud(q * 55.0)) * (0.93 + 0.14 * noise(q * 700.0));
        n = dents(q, n, 30.0, 0.45);
        shine = 0.015;
        rough = 0.9;
    }
    if (material == SKIN) { albedo *= 0.94 + 0.12 * cloud(q * 90.0); rough = 0.45; }
    if (material == HAIR) {
        albedo *= 0.6 + 0.8 * noise(q * vec3(420.0, 60.0, 90.0));
        n = dents(q, n, 120.0, 0.5);
        rough = 0.5;
        shine = 0.06;
    }

    vec3 light = vec3(0.0);
    vec3 gloss = vec3(0.0);
    bool far = material == WALL || material == BACKDROP;
    int first = far ? lamp_count - 1 : 0;
    if (far) light = tint * (0.30 + 0.30 * max(n.z, 0.0) + 0.03 * n.y);
    float wrap = material == SKIN ? 0.25 : 0.05;
    for (int i = first; i < lamp_count; i++) {
        vec3 towards = lamps[i].xyz;
        float facing = dot(n, towards);
        float amount = max((facing + wrap) / (1.0 + wrap), 0.0);
        if (amount <= 0.0) continue;
        float seen = lit(i, p, flat_n);
        light += lamps[i].w * amount * seen * tint;
        float sharp = mix(120.0, 8.0, rough);
        float peak = pow(max(dot(n, normalize(towards + view)), 0.0), sharp) * (sharp + 8.0) / 25.0;
        gloss += lamps[i].w * seen * peak * step(0.0, facing);
    }
    float low = soft ? 0.55 + 0.45 * smoothstep(-0.1, 0.5, p.z) : 1.0;
    vec3 around = mix(vec3(0.20, 0.17, 0.14), vec3(0.20, 0.21, 0.23), n.z * 0.5 + 0.5) * low;
    float edge = shine + (1.0 - shine) * pow(1.0 - max(dot(n, view), 0.0), 5.0) * 0.25;
    vec3 colour = albedo * (light + around) + gloss * edge * 0.6;
    if (material == SKIN) colour += albedo * vec3(0.9, 0.25, 0.12) * 0.05 * light;
    vec3 shown = film(colour * exposure);
    shown = mix(vec3(dot(shown, vec3(0.21, 0.72, 0.07))), shown, 0.80); // a webcam's dull colours
    pixel = vec4(pow(shown, vec3(1.0 / 2.2)), 1.0);
}
