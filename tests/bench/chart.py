"""A chart of CPU time by number of clusters, both logarithmic, as SVG."""
import math

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 70, 150, 40, 50
COLORS = ('#0b6e4f', '#c1440e', '#1f4e99', '#7a3b8f', '#8a6d00', '#0a7d8c', '#b0306a', '#555',
          '#3c6e00')


def scale(low, high, from_, to):
    low, high = math.log10(low), math.log10(high)
    return lambda v: from_ + (math.log10(v) - low) / (high - low) * (to - from_)


def decades(low, high):
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    return [10.0 ** e for e in range(first, last + 1)]


def time_text(ms):
    return f'{ms:g} ms' if ms < 1000 else f'{ms / 1000:g} s'


def text(x, y, words, anchor='start', color='#333'):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{color}">{words}</text>'


def axes(sizes, ticks, x, y):
    for n in sizes:
        yield text(x(n), HEIGHT - BOTTOM + 20, f'{n:,}', 'middle')
    for ms in ticks:
        yield (f'<line x1="{LEFT}" y1="{y(ms):.1f}" x2="{WIDTH - RIGHT}" y2="{y(ms):.1f}" '
               'stroke="#ddd"/>')
        yield text(LEFT - 8, y(ms) + 4, time_text(ms), 'end')
    yield text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, 'clusters', 'middle')
    yield text(LEFT, 20, 'CPU time, start to end (less is better)')


def line(name, points, color):
    path = ' '.join(f'{px:.1f},{py:.1f}' for px, py in points)
    yield f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2"/>'
    for px, py in points:
        yield f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3" fill="{color}"/>'
    yield text(points[-1][0] + 8, points[-1][1] + 4, name, color=color)


def svg(results):
    """results: {clusters: {name: sample with .cpu in seconds}}"""
    values = [s.cpu * 1e3 for medians in results.values() for s in medians.values()]
    ticks = decades(max(min(values), 0.1), max(values))
    x = scale(min(results), max(results), LEFT + 10, WIDTH - RIGHT)
    y = scale(ticks[0], ticks[-1], HEIGHT - BOTTOM, TOP)
    names = list(dict.fromkeys(name for medians in results.values() for name in medians))
    body = list(axes(list(results), ticks, x, y))
    for name, color in zip(names, COLORS):
        points = [(x(n), y(max(m[name].cpu * 1e3, ticks[0]))) for n, m in results.items() if name in m]
        body += line(name, points, color)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            'font-family="sans-serif" font-size="13">\n'
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n' + '\n'.join(body) + '\n</svg>\n')
