<?php
/**
 * Plugin Name:       Second Chances
 * Description:       Stories, programs and sign-up forms of a Second Chances site: paste an address, or use a shortcode.
 * Version:           1.0.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * License:           BSD-3-Clause
 * License URI:       https://opensource.org/licenses/BSD-3-Clause
 * Text Domain:       second-chances
 *
 * Copy this one file into wp-content/plugins, activate it, and enter address and key under Settings, Second Chances.
 * Nothing is stored here but these two: whatever is taken back over there is gone from these pages, too.
 *
 * @package second-chances
 */

namespace SecondChances;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

const ADDRESS = 'second_chances_address';
const KEY     = 'second_chances_key';
const PATH    = '/second-chances/';

// From each element to the attributes that it takes.
const ELEMENTS = array(
	'stories'  => array( 'theme', 'limit', 'lang', 'look', 'heading', 'level' ),
	'programs' => array( 'stage', 'limit', 'lang', 'look', 'heading', 'level' ),
	'story'    => array( 'page', 'look', 'level' ),
	'program'  => array( 'page', 'look', 'level' ),
	'sign-up'  => array( 'page', 'look', 'level' ),
);

/** Where the site is, without a slash at the end; "" until somebody has said it. */
function address(): string {
	return untrailingslashit( (string) get_option( ADDRESS, '' ) );
}

/** An address of a site: https, or http for trying it out. Anything else leaves what was there. */
function clean_address( $value ): string {
	$value = trim( (string) $value );
	if ( '' === $value ) {
		return '';
	}
	$clean = esc_url_raw( $value, array( 'https', 'http' ) );
	$parts = wp_parse_url( $clean );
	if ( ! $clean || empty( $parts['host'] ) ) {
		add_settings_error( ADDRESS, ADDRESS, __( 'This is no address of a site. Write it like https://www.example.org.', 'second-chances' ) );
		return address();
	}
	return $parts['scheme'] . '://' . $parts['host'] . ( isset( $parts['port'] ) ? ':' . $parts['port'] : '' );
}

/** A publishable key has letters, digits, and - and _. */
function clean_key( $value ): string {
	return preg_replace( '/[^A-Za-z0-9_-]/', '', (string) $value );
}

/** What is pasted on a line of its own becomes a frame, without anybody's leave. */
function register_provider(): void {
	if ( address() ) {
		wp_oembed_add_provider( '#^' . preg_quote( address(), '#' ) . '/.+#i', address() . PATH . 'oembed', true );
	}
}
add_action( 'init', __NAMESPACE__ . '\\register_provider' );

/** The script is loaded where an element is, once, after the page. */
function enqueue(): void {
	// Without a version: the address is one for good.
	$script = add_query_arg( 'key', rawurlencode( (string) get_option( KEY, '' ) ), address() . PATH . 'embed/v1.js' );
	wp_enqueue_script( 'second-chances', $script, array(), null, true ); // phpcs:ignore WordPress.WP.EnqueuedResourceParameters.MissingVersion
}

/** WordPress has no word for modules before 6.5. */
function as_module( string $tag, string $handle ): string {
	if ( 'second-chances' !== $handle ) {
		return $tag;
	}
	$tag = preg_replace( '/ type=([\'"])text\/javascript\1/', '', $tag );
	return str_replace( '<script ', '<script type="module" ', $tag );
}
add_filter( 'script_loader_tag', __NAMESPACE__ . '\\as_module', 10, 2 );

/** [second_chances_stories theme="work" limit="3"]What stands there until it is loaded[/second_chances_stories] */
function element( string $name, $given, $content ): string {
	if ( ! address() ) {
		return current_user_can( 'manage_options' )
			? '<p>' . esc_html__( 'Second Chances: enter the address and the key under Settings, Second Chances.', 'second-chances' ) . '</p>'
			: '';
	}
	enqueue();
	$attributes = '';
	foreach ( (array) $given as $key => $value ) {
		if ( is_string( $key ) && in_array( $key, ELEMENTS[ $name ], true ) ) {
			$attributes .= sprintf( ' %s="%s"', $key, esc_attr( $value ) );
		}
	}
	$tag = 'second-chances-' . $name;
	return sprintf( '<%1$s%2$s>%3$s</%1$s>', $tag, $attributes, wp_kses_post( (string) $content ) );
}

foreach ( array_keys( ELEMENTS ) as $name ) {
	add_shortcode(
		'second_chances_' . str_replace( '-', '_', $name ),
		static function ( $given, $content = '' ) use ( $name ) {
			return element( $name, $given, $content );
		}
	);
}

// --- Settings ----------------------------------------------------------------------------------------------------------

add_action(
	'admin_init',
	static function () {
		register_setting( 'second_chances', ADDRESS, array( 'sanitize_callback' => __NAMESPACE__ . '\\clean_address' ) );
		register_setting( 'second_chances', KEY, array( 'sanitize_callback' => __NAMESPACE__ . '\\clean_key' ) );
	}
);

add_action(
	'admin_menu',
	static function () {
		add_options_page( 'Second Chances', 'Second Chances', 'manage_options', 'second-chances', __NAMESPACE__ . '\\settings_page' );
	}
);

/** Both are told on the page "Put it on your site" of the other site. */
function settings_page(): void {
	?>
	<div class="wrap">
		<h1>Second Chances</h1>
		<form method="post" action="options.php">
			<?php settings_fields( 'second_chances' ); ?>
			<table class="form-table" role="presentation">
				<tr>
					<th scope="row"><label for="<?php echo esc_attr( ADDRESS ); ?>"><?php esc_html_e( 'Address', 'second-chances' ); ?></label></th>
					<td>
						<input class="regular-text code" type="url" id="<?php echo esc_attr( ADDRESS ); ?>" name="<?php echo esc_attr( ADDRESS ); ?>" value="<?php echo esc_attr( address() ); ?>" placeholder="https://www.example.org">
						<p class="description"><?php esc_html_e( 'Of the site whose stories, programs and forms are shown here.', 'second-chances' ); ?></p>
					</td>
				</tr>
				<tr>
					<th scope="row"><label for="<?php echo esc_attr( KEY ); ?>"><?php esc_html_e( 'Key', 'second-chances' ); ?></label></th>
					<td>
						<input class="regular-text code" type="text" id="<?php echo esc_attr( KEY ); ?>" name="<?php echo esc_attr( KEY ); ?>" value="<?php echo esc_attr( (string) get_option( KEY, '' ) ); ?>" autocomplete="off" spellcheck="false">
						<p class="description">
							<?php
							/* translators: %s: the origin of this site, such as https://www.example.org */
							printf( esc_html__( 'The publishable key of this site’s front end. Its origins must have a line with %s.', 'second-chances' ), '<code>' . esc_html( origin() ) . '</code>' );
							?>
						</p>
					</td>
				</tr>
			</table>
			<?php submit_button(); ?>
		</form>
	</div>
	<?php
}

/** Of this site's pages, as browsers write it. */
function origin(): string {
	$parts = wp_parse_url( home_url() );
	return $parts['scheme'] . '://' . $parts['host'] . ( isset( $parts['port'] ) ? ':' . $parts['port'] : '' );
}
